using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>Images to learn from and images held out, alike in shape, classes and attributes.</summary>
public sealed class ImageSets
{
    /// <summary>The name that stands for the procedural set instead of a path.</summary>
    public const string Shapes = "shapes";

    /// <summary>The name that stands for points around eight centres in a ring.</summary>
    public const string Ring = "ring";

    /// <param name="train">What is learned from.</param>
    /// <param name="test">Held out for the scores; may be empty.</param>
    /// <param name="facts">Where they come from, for the run's records.</param>
    /// <exception cref="InvalidInputException">The two are not alike, or there are fewer than two images to learn from.</exception>
    public ImageSets(ImageSet train, ImageSet test, IReadOnlyDictionary<string, string> facts)
    {
        if (train.Count < 2) throw new InvalidInputException($"there are {train.Count} image(s) to learn from; give at least 2");
        if (test.Shape != train.Shape) throw new InvalidInputException($"the training images are {train.Shape}, the test images {test.Shape}; set size and channels to make them alike");
        if (!test.ClassNames.SequenceEqual(train.ClassNames)) throw new InvalidInputException($"the training images have the classes {Names(train.ClassNames)}, the test images {Names(test.ClassNames)}; give both the same");
        if (!test.AttributeNames.SequenceEqual(train.AttributeNames)) throw new InvalidInputException($"the training images have the attributes {Names(train.AttributeNames)}, the test images {Names(test.AttributeNames)}; give both the same");
        (Train, Test) = (train, test);
        Provenance = new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal)
        {
            ["images"] = Invariant($"{train.Count} train, {test.Count} test, {train.Shape}"),
            ["classes"] = Names(train.ClassNames),
            ["attributes"] = Names(train.AttributeNames),
        };
    }

    /// <summary>What is learned from.</summary>
    public ImageSet Train { get; }

    /// <summary>Held out for the scores; may be empty.</summary>
    public ImageSet Test { get; }

    /// <summary>Files, hashes and sizes, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>Reads images, or draws the procedural set.</summary>
    /// <param name="path">
    /// <c>shapes</c> or <c>ring</c>; a folder with the files of MNIST and its kin (IDX) or of CIFAR-10 or -100 (binary version), plain or gzip, by their
    /// published names; one such file; a folder of PNG files, whose folders, if any, are the classes; or one with folders train and test of that kind.
    /// </param>
    /// <param name="options">Sizes, classes and limits.</param>
    /// <exception cref="InvalidInputException">The files or an option are not usable; the message names the place and the remedy.</exception>
    public static ImageSets Open(string path, ImageSetOptions? options = null)
    {
        options ??= new ImageSetOptions();
        options.Validate();
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (train, test) = path == Shapes ? (new ShapeImages(options), null) : path == Ring ? (new RingImages(options), null) : ImagePath.Find(path);
        var (set, heldOut) = ImageCollector.Collect(train, options, facts, split: test is null);
        if (test is not null) return new ImageSets(set, ImageCollector.Collect(test, options, facts, split: false).Set, facts);
        var sides = Enumerable.Range(0, set.Count).ToLookup(row => heldOut[row]);
        return new ImageSets(set.Select([.. sides[false]]), set.Select([.. sides[true]]), facts);
    }

    static string Names(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);
}
