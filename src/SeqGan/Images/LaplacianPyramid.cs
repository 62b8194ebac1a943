using SeqGan.Data.Images;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// Laplacian pyramids (Burt and Adelson, 1983): a small image, and for each doubling of its size the difference between what it
/// should be and what blowing it up gives. Down is the mean of 2 x 2 pixels; up repeats pixels and blurs them by the mean of 3 x 3,
/// those there are at the border. A pyramid that was built collapses to the image again, up to rounding.
/// </summary>
internal static class LaplacianPyramid
{
    const int SmallestSide = 7;

    /// <summary>The sizes of an image's pyramid, the coarsest first: sides are halved while they are even and 7 or more remain.</summary>
    /// <param name="shape">The image's.</param>
    /// <exception cref="InvalidInputException">It cannot be halved once.</exception>
    public static IReadOnlyList<ImageShape> Shapes(ImageShape shape)
    {
        var shapes = new List<ImageShape> { shape };
        while (shapes[0] is { } top && Halves(top.Height) && Halves(top.Width)) shapes.Insert(0, top with { Height = top.Height / 2, Width = top.Width / 2 });
        if (shapes.Count == 1) throw new InvalidInputException($"a pyramid needs images whose sides are even and {2 * SmallestSide} or more, and these are {shape.Width} x {shape.Height}; resize them (size)");
        return shapes;
    }

    /// <summary>Half as large.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c>, with even sides.</param>
    public static Tensor Down(Tensor images) => nn.functional.avg_pool2d(images, 2);

    /// <summary>Twice as large, and smooth.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    public static Tensor Up(Tensor images) =>
        nn.functional.avg_pool2d(images.repeat_interleave(2, dim: 2).repeat_interleave(2, dim: 3), 3, stride: 1, padding: 1, count_include_pad: false);

    /// <summary>The pyramid of images.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    /// <param name="halvings">How often to halve them.</param>
    /// <returns>The coarsest images, then the differences, each twice as large as what comes before it.</returns>
    public static Tensor[] Build(Tensor images, int halvings)
    {
        if (halvings == 0) return [images];
        var coarse = Down(images);
        return [.. Build(coarse, halvings - 1), images - Up(coarse)];
    }

    /// <summary>The images of a pyramid.</summary>
    /// <param name="pyramid">What <see cref="Build"/> makes.</param>
    /// <returns><c>[batch, channels, height, width]</c></returns>
    public static Tensor Collapse(IReadOnlyList<Tensor> pyramid) => pyramid.Skip(1).Aggregate(pyramid[0], (coarse, difference) => Up(coarse) + difference);

    static bool Halves(int side) => side % 2 == 0 && side / 2 >= SmallestSide;
}
