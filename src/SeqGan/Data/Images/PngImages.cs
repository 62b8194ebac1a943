using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>PNG files of a folder: of itself, without labels, or of its folders, which are the classes.</summary>
internal sealed class PngImages : IImageSource
{
    readonly string _folder;
    readonly string[] _names; // below the folder, with '/'
    readonly int[] _labels = [];

    PngImages(string folder, string[] names)
    {
        (_folder, _names) = (folder, names);
        if (names.Any(name => !name.Contains('/'))) return;
        ClassNames = [.. names.Select(ClassOf).Distinct().Order(StringComparer.Ordinal)];
        _labels = [.. names.Select(name => Array.IndexOf(ClassNames, ClassOf(name)))];
    }

    public string Name => _folder;

    public int Count => _names.Length;

    public string[] ClassNames { get; } = [];

    /// <summary>The images of a folder; null where it has none.</summary>
    /// <exception cref="InvalidInputException">It has images beside folders of images, or deeper ones.</exception>
    public static PngImages? Of(string folder)
    {
        string[] names = [.. TextFolder.Files(folder).Where(name => Path.GetExtension(name).Equals(".png", StringComparison.OrdinalIgnoreCase))];
        if (names.Length == 0) return null;
        var depths = names.Select(name => name.Count(letter => letter == '/')).Distinct().ToArray();
        return depths is [0 or 1] ? new PngImages(folder, names)
            : throw new InvalidInputException($"{folder} has PNG files at different depths, or below the folders of its classes; put all into it, or each into a folder that is its class");
    }

    public int LabelOf(int index) => _labels[index];

    public Picture Read(int index)
    {
        var path = Path.Combine(_folder, _names[index]);
        var image = PngFile.Read(path);
        return new Picture(new ImageShape(image.Channels, image.Height, image.Width), image.Pixels, path);
    }

    public IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read) => [FileHash.Of(_folder, [.. read.Select(index => _names[index])])];

    static string ClassOf(string name) => name[..name.IndexOf('/')];
}
