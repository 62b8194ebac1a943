using System.IO.Compression;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>A zip archive whose entries are stored as they are, so that none is larger than the file: no bomb can be in it.</summary>
internal sealed class StoredZip : IDisposable
{
    const int MaximumEntries = 100_000, MaximumName = 512;

    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    /// <param name="stream">A file that can be sought in.</param>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public StoredZip(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var left = stream.Length;
        if (_archive.Entries.Count > MaximumEntries) throw new InvalidDataException($"it has more than {MaximumEntries} entries");
        foreach (var entry in _archive.Entries)
        {
            if (entry.FullName.Length > MaximumName) throw new InvalidDataException($"it has an entry with a name of {entry.FullName.Length} characters");
            var name = Quoted.Text(entry.FullName);
            if (entry.Length != entry.CompressedLength || entry.IsEncrypted) throw new InvalidDataException($"its entry {name} is compressed or encrypted, which PyTorch's never are");
            if (entry.Length < 0 || (left -= entry.Length) < 0) throw new InvalidDataException($"its entry {name} claims bytes that are not in the file, or those of another entry");
            if (!_entries.TryAdd(entry.FullName, entry)) throw new InvalidDataException($"it has the entry {name} twice");
        }
    }

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
