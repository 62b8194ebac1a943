using SeqGan.Reports;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>
/// Arithmetic with codes (Radford, Metz and Chintala, 2016, section 6.3.2): smiling woman - woman + man. One code stands for what
/// its image shows, and for much else; the mean of three is steadier.
/// </summary>
public static class LatentArithmetic
{
    /// <summary>Images of each term with the image of its mean, a row each; below them from - minus + plus, and that with a little noise.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="from">Numbers of the images of the first term, as <see cref="ImageGame.Generate"/> numbers them.</param>
    /// <param name="minus">Those that are taken away; as many.</param>
    /// <param name="plus">Those that are added; as many.</param>
    /// <param name="seed">The seed of the images.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="ArgumentException">The terms are not of the same length.</exception>
    public static byte[] Draw(ImageGame game, IReadOnlyList<int> from, IReadOnlyList<int> minus, IReadOnlyList<int> plus, long seed)
    {
        if (from.Count == 0 || minus.Count != from.Count || plus.Count != from.Count) throw new ArgumentException($"the terms have {from.Count}, {minus.Count} and {plus.Count} images; give each as many", nameof(minus));
        using var scope = NewDisposeScope();
        Tensor Term(IReadOnlyList<int> images) => cat([.. images.Select(image => game.Codes(1, seed, first: image))], 0); // [images, code]
        var terms = new[] { Term(from), Term(minus), Term(plus) };
        var result = Combine(terms[0], terms[1], terms[2]); // [1, code]
        var rows = terms.SelectMany(term => new[] { term, term.mean([0], keepdim: true) }).Append(result).Append(Around(game.Layout, result, from.Count, seed));
        return ImageGrid.ToPng(game.Decode(cat([.. rows], 0)), from.Count + 1);
    }

    /// <summary>mean(from) - mean(minus) + mean(plus): <c>[images, code]</c> each to <c>[1, code]</c>.</summary>
    internal static Tensor Combine(Tensor from, Tensor minus, Tensor plus) => from.mean([0], keepdim: true) - minus.mean([0], keepdim: true) + plus.mean([0], keepdim: true);

    // The paper looks around the result with noise of ±0.25: an image alone may be a lucky one.
    static Tensor Around(CodeLayout layout, Tensor code, int count, long seed)
    {
        const double Reach = 0.25;
        var noise = LatentCodes.Draw(new CodeLayout(0, Continuous: layout.Noise), [], 0, count, seed, request: null, code.device); // in [-1, 1]
        return code + nn.functional.pad(Reach * noise, [0, layout.Condition]);
    }
}
