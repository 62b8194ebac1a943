using SeqGan.Data.Images;
using SeqGan.Tokenization;

namespace SeqGan.Images.Classification;

/// <summary>What a classifier is built from, and what it was trained on; it is saved beside the weights so that they can be opened again.</summary>
public sealed record ClassifierShape
{
    const int LargestMap = 8, FewestLevels = 2, MaximumSide = 4096;

    /// <summary>The images that it reads.</summary>
    public required ImageShape Image { get; init; }

    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Channels of the first convolution; the others have twice as many.</summary>
    public required int Width { get; init; }

    /// <summary>Features of an image: units of the layer below the classes.</summary>
    public required int Features { get; init; }

    /// <summary>Which images it was trained on: their number and a hash of the facts about them.</summary>
    public required string Data { get; init; }

    /// <summary>Whether the weights to be opened are the running average that the training kept.</summary>
    public required bool Averaged { get; init; }

    /// <summary>Convolutions, each of which halves the map: two, and more while a side is longer than 8.</summary>
    internal int Levels
    {
        get
        {
            var levels = FewestLevels;
            for (var side = Half(Half(Math.Max(Image.Height, Image.Width))); side > LargestMap; side = Half(side)) levels++;
            return levels;
        }
    }

    /// <summary>Values of the last map.</summary>
    internal long MapValues
    {
        get
        {
            var (height, width) = (Image.Height, Image.Width);
            for (var level = 0; level < Levels; level++) (height, width) = (Half(height), Half(width));
            return 2L * Width * height * width;
        }
    }

    /// <summary>How many numbers the network learns; not an integer, for sizes may be absurd.</summary>
    internal double Weights
    {
        get
        {
            var (first, others) = ((double)Width * (9.0 * Image.Channels + 1), 2.0 * Width);
            return first + others * (9.0 * Width + 1) + (Levels - 2) * others * (9 * others + 1) + (double)MapValues * Features + Features + (Features + 1.0) * Classes.Count;
        }
    }

    internal void Validate()
    {
        if (Image.Channels is not (1 or 3) || Image.Height is < 1 or > MaximumSide || Image.Width is < 1 or > MaximumSide)
            throw new InvalidInputException($"its images are {Image}; they have 1 or 3 channels and sides of 1 to {MaximumSide}");
        if (Width < 1 || Features < 1) throw new InvalidInputException($"its width is {Width} and its features are {Features}; both must be 1 or more");
        if (Classes.Count < 2) throw new InvalidInputException($"it has {Classes.Count} class(es); there must be 2 or more");
        if (Data.Length == 0 || Data.Any(sign => sign is '|' || char.IsControl(sign))) throw new InvalidInputException("it does not say what it was trained on");
    }

    static int Half(int side) => (side + 1) / 2;
}
