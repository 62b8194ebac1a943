using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>How files become a set of images.</summary>
public sealed record ImageSetOptions
{
    const int MaximumSide = 1024;

    /// <summary>Side of the images: the central square of each is resized, averaging areas to shrink, bilinearly to enlarge; 0: as they are (shapes: 28).</summary>
    public int Size { get; init; }

    /// <summary>Channels of the images: 1 makes colour grey (its luma), 3 repeats grey; 0: as they are (shapes: 1).</summary>
    public int Channels { get; init; }

    /// <summary>Most images to read of the training data and of the test data, spread evenly over those there are; 0: all.</summary>
    public int MaximumImages { get; init; }

    /// <summary>Only images of these classes, which become classes 0, 1, ... in this order; empty: all.</summary>
    public int[] Classes { get; init; } = [];

    /// <summary>Share of the images that is held out, chosen by a hash of the pixels, where the data have no test images of their own.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>How many images the procedural set 'shapes' has, training and test images together.</summary>
    public int ShapeCount { get; init; } = 12_000;

    /// <summary>From which seed the images of 'shapes' are drawn.</summary>
    public long ShapeSeed { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range.</exception>
    public void Validate()
    {
        if (Size is < 0 or > MaximumSide) throw new InvalidInputException($"size is {Size}; give 1 to {MaximumSide} pixels, or 0 for images as they are");
        if (Channels is not (0 or 1 or 3)) throw new InvalidInputException($"channels is {Channels}; give 1 (grey), 3 (colour), or 0 for images as they are");
        if (MaximumImages < 0) throw new InvalidInputException($"maximum-images is {MaximumImages}; give 1 or more, or 0 for all");
        if (Classes.Any(label => label < 0) || Classes.Distinct().Count() != Classes.Length) throw new InvalidInputException($"classes is {string.Join(", ", Classes)}; give different numbers from 0");
        if (!(TestShare is >= 0 and <= 0.5)) throw new InvalidInputException(Invariant($"test-share is {TestShare}; give a number from 0 to 0.5"));
        if (ShapeCount < 2) throw new InvalidInputException($"shape-count is {ShapeCount}; give 2 or more images");
    }
}
