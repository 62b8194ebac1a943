using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>Images of one or more CIFAR files.</summary>
internal sealed class CifarImages : IImageSource
{
    static readonly ImageShape _shape = new(3, 32, 32);

    readonly string[] _paths;
    readonly string? _names;
    readonly CifarFile[] _files;
    readonly int[] _ends; // images up to and with each file

    /// <param name="paths">The files, in order.</param>
    /// <param name="classes">10 or 100.</param>
    /// <param name="names">A file with the name of a class a line; null: the classes are called by their numbers.</param>
    /// <exception cref="InvalidInputException">A file cannot be used.</exception>
    public CifarImages(string[] paths, int classes, string? names)
    {
        (_paths, _names, _ends) = (paths, names, new int[paths.Length]);
        _files = [.. paths.Select(path => classes == 100 ? CifarFile.Read100(path) : CifarFile.Read10(path))];
        for (var i = 0; i < _ends.Length; i++) _ends[i] = (i == 0 ? 0 : _ends[i - 1]) + _files[i].Labels.Length;
        ClassNames = names is null ? [.. Enumerable.Range(0, classes).Select(label => Invariant($"{label}"))] : CheckedFile.Read(names, stream => ReadNames(stream, classes), "fetch it again, or remove it");
    }

    public string Name => string.Join(", ", _paths);

    public int Count => _ends[^1];

    public string[] ClassNames { get; }

    public int LabelOf(int index)
    {
        var (file, at) = Find(index);
        return _files[file].Labels[at];
    }

    public Picture Read(int index)
    {
        var (file, at) = Find(index);
        return new Picture(_shape, _files[file].Pixels.AsMemory(at * CifarFile.ImageBytes, CifarFile.ImageBytes), Invariant($"{_paths[file]}: image {at + 1}"));
    }

    public IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read) => (_names is null ? _paths : [.. _paths, _names]).Select(FileHash.Of);

    (int File, int At) Find(int index)
    {
        var file = 0;
        while (index >= _ends[file]) file++;
        return (file, index - (_ends[file] - _files[file].Labels.Length));
    }

    static string[] ReadNames(Stream stream, int classes)
    {
        if (stream.Length > 1 << 16) throw new InvalidDataException("it is too large for the names of classes");
        using var reader = new StreamReader(stream);
        string[] names = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (names.Length != classes) throw new InvalidDataException($"it has {names.Length} names for {classes} classes");
        if (Array.FindIndex(names, name => !FileName.IsSound(name)) is >= 0 and var wrong) throw new InvalidDataException(Invariant($"name {wrong + 1} cannot be a file's: {FileName.Rule}"));
        return names;
    }
}
