using System.IO.Compression;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// A zip archive whose entries grow to no more than a hundred times its size, so that no bomb can be in it: PyTorch stores them as they
/// are, TorchSharp.PyBridge deflates them.
/// </summary>
internal sealed class BoundedZip : IDisposable
{
    const int MaximumEntries = 100_000, MaximumName = 512, MaximumGrowth = 100;

    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    /// <param name="stream">A file that can be sought in.</param>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public BoundedZip(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var (stored, unpacked) = (stream.Length, MaximumGrowth * stream.Length);
        if (_archive.Entries.Count > MaximumEntries) throw new InvalidDataException($"it has more than {MaximumEntries} entries");
        foreach (var entry in _archive.Entries)
        {
            if (entry.FullName.Length > MaximumName) throw new InvalidDataException($"it has an entry with a name of {entry.FullName.Length} characters");
            var name = Quoted.Text(entry.FullName);
            if (entry.IsEncrypted) throw new InvalidDataException($"its entry {name} is encrypted, which PyTorch's never are");
            if (entry.CompressedLength < 0 || (stored -= entry.CompressedLength) < 0) throw new InvalidDataException($"its entry {name} claims bytes that are not in the file, or those of another entry");
            if (entry.Length < 0 || (unpacked -= entry.Length) < 0) throw new InvalidDataException($"its entry {name} would grow the file to more than {MaximumGrowth} times its size");
            if (!_entries.TryAdd(entry.FullName, entry)) throw new InvalidDataException($"it has the entry {name} twice");
        }
    }

    /// <summary>How many bytes all entries have when they are unpacked.</summary>
    public long Length => _entries.Values.Sum(entry => entry.Length);

    /// <summary>The names of all entries.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>An entry's bytes; null where there is no such entry.</summary>
    public long? LengthOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Length : null;

    /// <summary>Opens an entry to read it on.</summary>
    public Stream Open(string name) => _entries[name].Open();

    /// <summary>All bytes of an entry.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="most"/>.</exception>
    public byte[] Bytes(string name, int most)
    {
        if (LengthOf(name) > most) throw new InvalidDataException($"its entry {Quoted.Text(name)} has {LengthOf(name)} bytes, and {most} is the limit");
        var bytes = new byte[_entries[name].Length];
        using var stream = Open(name);
        stream.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _archive.Dispose();
}
