using System.Security.Cryptography;
using System.Text;

namespace SeqGan.Data.Images;

/// <summary>SHA-256 sums of files, as facts about data.</summary>
internal static class FileHash
{
    public static (string Fact, string Value) Of(string file) => ($"sha256 of {Path.GetFileName(file)}", Hash(file));

    /// <summary>The sum of a list of files: a line <c>hash  path</c> each, as sha256sum writes.</summary>
    public static (string Fact, string Value) Of(string folder, IReadOnlyList<string> names)
    {
        var list = string.Concat(names.Select(name => $"{Hash(Path.Combine(folder, name))}  {name}\n"));
        return ($"sha256 of {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}/", Invariant($"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))} ({names.Count} files)"));
    }

    static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
