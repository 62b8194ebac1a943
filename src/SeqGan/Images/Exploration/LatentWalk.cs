using SeqGan.Reports;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>
/// A walk from code to code (Radford, Metz and Chintala, 2016, section 6.1): where images change smoothly and none of them looks
/// like a training image with noise, the generator has learned more than these by heart.
/// </summary>
public static class LatentWalk
{
    /// <summary>A walk of one leg a row: from code to the next, each leg beginning where the last one ended.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="legs">Rows.</param>
    /// <param name="steps">Images of a row, 2 or more.</param>
    /// <param name="seed">Another seed gives another walk.</param>
    /// <param name="request">What the images are to be.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Draw(ImageGame game, int legs, int steps, long seed, ImageRequest? request = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(legs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        using var scope = NewDisposeScope();
        var corners = game.Codes(legs + 1, seed, request); // [legs + 1, code]
        var (from, to) = (corners.narrow(0, 0, legs), corners.narrow(0, 1, legs));
        var columns = Enumerable.Range(0, steps).Select(step => Between(game.Layout, from, to, step / (steps - 1.0))).ToArray();
        var codes = stack(columns, 1).flatten(0, 1); // [legs * steps, code]
        return ImageGrid.ToPng(game.Decode(codes), steps);
    }

    /// <summary>The code on the way from one to the other: noise on the great circle, the rest on the straight line.</summary>
    internal static Tensor Between(CodeLayout layout, Tensor from, Tensor to, double t)
    {
        Tensor Noise(Tensor codes) => codes.narrow(1, 0, layout.Noise);
        Tensor Rest(Tensor codes) => codes.narrow(1, layout.Noise, layout.Condition);
        return cat([Spherical(Noise(from), Noise(to), t), Rest(from) * (1 - t) + Rest(to) * t], 1);
    }

    /// <summary>
    /// Spherical interpolation of each row (Shoemake, 1985, as White, 2016, uses it): sin((1 - t) Ω) / sin Ω a + sin(t Ω) / sin Ω b, where Ω is
    /// the angle between a and b. Between Gaussian vectors the straight line passes where hardly any vector lies.
    /// </summary>
    /// <param name="a"><c>[rows, width]</c></param>
    /// <param name="b"><c>[rows, width]</c></param>
    /// <param name="t">From 0, which gives a, to 1, which gives b.</param>
    /// <returns><c>[rows, width]</c>; rows that point the same way, or opposite ways, are interpolated linearly.</returns>
    public static Tensor Spherical(Tensor a, Tensor b, double t)
    {
        const double Straight = 1e-4; // below, the sine is mostly rounding
        var lengths = a.norm(dim: 1, keepdim: true) * b.norm(dim: 1, keepdim: true);
        var cosine = ((a * b).sum(dim: 1, keepdim: true) / lengths.clamp_min(1e-12)).clamp(-1, 1); // [rows, 1]
        var angle = cosine.acos();
        var sine = angle.sin();
        var curved = ((1 - t) * angle).sin() / sine * a + (t * angle).sin() / sine * b;
        return where(sine.gt(Straight), curved, a * (1 - t) + b * t);
    }
}
