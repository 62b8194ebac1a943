using SeqGan.Compute;

namespace SeqGan.Data.Images;

/// <summary>
/// The toy problem on which GANs lose modes: points around eight centres that stand in a ring, as images of two pixels. Its class
/// is the centre. Point i is a function of the seed and i.
/// </summary>
internal sealed class RingImages(ImageSetOptions options) : IImageSource
{
    /// <summary>How many centres there are.</summary>
    public const int Modes = 8;

    /// <summary>Distance of the centres from the middle, and standard deviation around them, where the image's values span [-1, 1].</summary>
    public const double Radius = 0.8, Deviation = 0.03;

    /// <summary>The coordinates, x and y, as an image.</summary>
    public static ImageShape Shape { get; } = new(1, 1, 2);

    public string Name => ImageSets.Ring;

    public int Count => options.ShapeCount;

    public string[] ClassNames { get; } = [.. Enumerable.Range(0, Modes).Select(mode => Invariant($"{mode}"))];

    public int LabelOf(int index) => index % Modes;

    public Picture Read(int index)
    {
        var (x, y) = Centre(LabelOf(index));
        byte[] point = [Quantised(x, index, 0), Quantised(y, index, 1)];
        return new Picture(Shape, point, Invariant($"{Name}: point {index + 1}"));
    }

    public IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read) => [(Name, Invariant($"{options.ShapeCount} of seed {options.ShapeSeed}"))];

    /// <summary>Where a centre lies.</summary>
    public static (double X, double Y) Centre(int mode) => (Radius * Math.Cos(2 * Math.PI * mode / Modes), Radius * Math.Sin(2 * Math.PI * mode / Modes));

    byte Quantised(double centre, int index, int axis)
    {
        var value = centre + Deviation * KeyedRandom.Normal(KeyedRandom.Key((ulong)options.ShapeSeed, index, axis));
        return (byte)Math.Clamp(Math.Round((value + 1) * 127.5), 0, 255);
    }
}
