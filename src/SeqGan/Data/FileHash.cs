using System.Security.Cryptography;
using System.Text;

namespace SeqGan.Data;

/// <summary>SHA-256 sums of files, by themselves and as facts about data.</summary>
internal static class FileHash
{
    /// <summary>The sum of a file, named by it.</summary>
    public static (string Fact, string Value) Of(string file) => ($"sha256 of {Path.GetFileName(file)}", Hex(file));

    /// <summary>The sum of a list of files: a line <c>hash  path</c> each, as sha256sum writes.</summary>
    public static (string Fact, string Value) Of(string folder, IReadOnlyList<string> names)
    {
        var list = string.Concat(names.Select(name => $"{Hex(Path.Combine(folder, name))}  {name}\n"));
        return ($"sha256 of {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}/", Invariant($"{Hex(Encoding.UTF8.GetBytes(list))} ({names.Count} files)"));
    }

    /// <summary>The digits of a file's sum.</summary>
    public static string Hex(string file)
    {
        using var stream = File.OpenRead(file);
        return Hex(stream);
    }

    /// <summary>The digits of the sum of what is left of a stream.</summary>
    public static string Hex(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
