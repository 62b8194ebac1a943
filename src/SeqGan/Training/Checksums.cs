using SeqGan.Data;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>A folder's SHA256SUMS: a line a file, as <c>sha256sum</c> writes and checks them.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    const int Digits = 64;
    const long MaximumBytes = 1 << 20;

    /// <summary>Writes the sums of every file that is in the folder.</summary>
    public static void Write(string folder, Func<string, FileStream>? open)
    {
        var sums = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => $"{FileHash.Hex(file)}  {Path.GetFileName(file)}\n").ToArray();
        AtomicFile.Write(Path.Combine(folder, FileName), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(sums))), open);
    }

    /// <summary>Checks every file of the folder.</summary>
    /// <exception cref="InvalidInputException">A file is missing, not listed, or not what was written.</exception>
    public static void Verify(string folder)
    {
        var sums = Read(folder);
        foreach (var name in sums.Keys) Verify(folder, name, sums);
        foreach (var name in Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!))
            if (name != FileName && !sums.ContainsKey(name)) throw RunFile.Damaged(Path.Combine(folder, name), $"{FileName} does not list it");
    }

    /// <summary>Checks one file of the folder.</summary>
    /// <exception cref="InvalidInputException">It is missing, not listed, or not what was written.</exception>
    public static void Verify(string folder, string name) => Verify(folder, name, Read(folder));

    static void Verify(string folder, string name, Dictionary<string, string> sums)
    {
        var file = Path.Combine(folder, name);
        if (!sums.TryGetValue(name, out var sum)) throw RunFile.Damaged(file, $"{FileName} does not list it");
        if (RunFile.Read(file, FileHash.Hex) != sum) throw RunFile.Damaged(file, $"its SHA-256 is not the one in {FileName}");
    }

    static Dictionary<string, string> Read(string folder) => RunFile.Read(Path.Combine(folder, FileName), stream =>
    {
        if (stream.Length > MaximumBytes) throw new InvalidDataException("it is too large for a list of checksums");
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length < Digits + 3 || line[Digits..(Digits + 2)] != "  " || line.Any(sign => sign is '/' or '\\' || char.IsControl(sign)) || !sums.TryAdd(line[(Digits + 2)..], line[..Digits]))
                throw new InvalidDataException(Invariant($"line {sums.Count + 1} is no checksum and name"));
        }
        return sums;
    });
}
