using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>Images of an IDX file, and their labels where there is a file of them.</summary>
internal sealed class IdxImages : IImageSource
{
    const string Remedy = "give a file of grey images, as MNIST has them";

    readonly string _path;
    readonly string? _labelsPath;
    readonly IdxFile _images;
    readonly byte[] _labels = [];
    readonly ImageShape _shape;

    /// <exception cref="InvalidInputException">A file cannot be used, or the two do not belong together.</exception>
    public IdxImages(string path, string? labels)
    {
        (_path, _labelsPath, _images) = (path, labels, IdxFile.Read(path));
        if (_images.Shape is not [> 0, > 0, > 0]) throw new InvalidInputException($"{path} has the shape ({string.Join(", ", _images.Shape)}), not (images, rows, columns); {Remedy}");
        _shape = new ImageShape(1, _images.Shape[1], _images.Shape[2]);
        if (labels is null) return;
        var file = IdxFile.Read(labels);
        if (file.Shape is not [var count] || count != Count) throw new InvalidInputException($"{labels} has the shape ({string.Join(", ", file.Shape)}), and {path} has {Count} images; give the labels that belong to it");
        _labels = file.Values;
        Classes = _labels.Max() + 1;
    }

    public string Name => _path;

    public int Count => _images.Shape[0];

    /// <summary>Classes; a file may lack the last ones that another file of the same data has.</summary>
    public int Classes { get; set; }

    public string[] ClassNames => [.. Enumerable.Range(0, Classes).Select(label => Invariant($"{label}"))];

    public int LabelOf(int index) => _labels[index];

    public Picture Read(int index) => new(_shape, _images.Values.AsMemory(index * _shape.Pixels, _shape.Pixels), Invariant($"{_path}: image {index + 1}"));

    public IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read) => new[] { _path, _labelsPath }.OfType<string>().Select(FileHash.Of);
}
