using System.Buffers.Binary;
using System.Security.Cryptography;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>Reads the images that the options choose, each made as the options want it, into one set.</summary>
internal static class ImageCollector
{
    /// <param name="source">Where to read.</param>
    /// <param name="options">What to choose, and how to change it.</param>
    /// <param name="facts">Gets where the images come from.</param>
    /// <param name="split">Whether to tell of each image if its hash holds it out: equal images lie on one side.</param>
    public static (ImageSet Set, bool[] HeldOut) Collect(IImageSource source, ImageSetOptions options, SortedDictionary<string, string> facts, bool split)
    {
        var rows = Choose(source, options);
        if (rows.Count == 0) throw new InvalidInputException($"{source.Name} has no image of the classes {string.Join(", ", options.Classes)}; give others");
        var (pixels, heldOut) = (Array.Empty<byte>(), new bool[rows.Count]);
        ImageFit? fit = null;
        ImageShape? shape = null;
        for (var i = 0; i < rows.Count; i++)
        {
            var picture = source.Read(rows[i]);
            if (fit?.From != picture.Shape) fit = new ImageFit(picture.Shape, options.Size, options.Channels);
            if (shape is null) pixels = new byte[BytesOf(source, rows.Count, shape = fit.To)];
            if (fit.To != shape) throw new InvalidInputException($"{picture.Place} is {fit.To}, and the images before it are {shape}; set size and channels to make them alike");
            fit.Apply(picture.Pixels.Span, pixels.AsSpan(i * shape.Pixels, shape.Pixels));
            heldOut[i] = split && Fraction(picture.Pixels.Span) < options.TestShare;
        }
        foreach (var (fact, value) in source.Facts(rows)) facts[fact] = value;

        int[] labels = source.ClassNames.Length == 0 ? [] : [.. rows.Select(row => Renumbered(source.LabelOf(row), options))];
        string[] classes = options.Classes.Length == 0 ? source.ClassNames : [.. options.Classes.Select(label => source.ClassNames[label])];
        return (new ImageSet(shape!, pixels, labels, classes, [.. rows.SelectMany(source.AttributesOf)], source.AttributeNames), heldOut);
    }

    static IReadOnlyList<int> Choose(IImageSource source, ImageSetOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, source.Count)];
        if (options.Classes.Length > 0)
        {
            if (source.ClassNames.Length == 0) throw new InvalidInputException($"{source.Name} has no labels; leave classes empty");
            if (options.Classes.Max() >= source.ClassNames.Length) throw new InvalidInputException($"classes has {options.Classes.Max()}, and {source.Name} has the classes 0 to {source.ClassNames.Length - 1}");
            rows = [.. rows.Where(row => options.Classes.Contains(source.LabelOf(row)))];
        }
        var most = options.MaximumImages;
        return most == 0 || most >= rows.Length ? rows : [.. Enumerable.Range(0, most).Select(i => rows[(long)i * rows.Length / most])];
    }

    static int Renumbered(int label, ImageSetOptions options) => options.Classes.Length == 0 ? label : Array.IndexOf(options.Classes, label);

    static long BytesOf(IImageSource source, int count, ImageShape shape)
    {
        var (needed, most) = ((long)count * shape.Pixels, Math.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        return needed <= most ? needed
            : throw new InvalidInputException($"{source.Name} has {count} images of {shape}, {needed / 1e6:N0} MB, and {most / 1e6:N0} MB is the limit here; give a smaller size or maximum-images");
    }

    // A number in [0, 1) that only the pixels determine.
    static double Fraction(ReadOnlySpan<byte> pixels)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(pixels, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
