using SeqGan.Reports;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>
/// What each code does (Chen et al., 2016, figure 2): one code takes value after value along a row while all else stands still.
/// </summary>
public static class CodeSweep
{
    const double Reach = 2; // continuous codes are swept beyond the [-1, 1] of the training, as the paper does

    /// <summary>A picture for every part of the codes: the classes, each attribute, each continuous code.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="rows">Rows of a picture, each of its own noise; of a continuous code beside classes, a row a class.</param>
    /// <param name="steps">Values of a continuous code, 2 or more.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <returns>Names and PNG files; none: the generator is given nothing but noise.</returns>
    public static IEnumerable<(string Name, byte[] Png)> Draw(ImageGame game, int rows, int steps, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        var layout = game.Layout;
        if (layout.Classes > 0) yield return ("classes", Picture(game, Base(game, rows, seed, sameNoise: false), Enumerable.Range(0, layout.Classes).Select(label => Class(layout, label))));
        for (var k = 0; k < layout.Attributes; k++)
        {
            var at = layout.Noise + layout.Classes + k;
            yield return ($"attribute-{game.AttributeNames[k]}", Picture(game, Base(game, rows, seed, sameNoise: false), [Value(at, 0), Value(at, 1)]));
        }
        for (var k = 0; k < layout.Continuous; k++)
        {
            var at = layout.Width - layout.Continuous + k;
            var values = Enumerable.Range(0, steps).Select(step => Value(at, (float)(Reach * (2.0 * step / (steps - 1) - 1))));
            yield return (Invariant($"code-{k + 1}"), Picture(game, Base(game, layout.Classes > 0 ? layout.Classes : rows, seed, sameNoise: layout.Classes > 0), values));
        }
    }

    // A code a row, continuous codes at 0; with the same noise they differ in the class alone.
    static Tensor Base(ImageGame game, int rows, long seed, bool sameNoise)
    {
        var request = new ImageRequest { Continuous = game.Layout.Continuous > 0 ? new double[game.Layout.Continuous] : null };
        return sameNoise
            ? cat([.. Enumerable.Range(0, rows).Select(label => game.Codes(1, seed, request with { Label = label }))], 0)
            : game.Codes(rows, seed, request);
    }

    static byte[] Picture(ImageGame game, Tensor codes, IEnumerable<Action<Tensor>> values)
    {
        using var scope = NewDisposeScope();
        using var owned = codes;
        var columns = values.Select(set =>
        {
            var column = codes.clone();
            set(column);
            return column;
        }).ToArray(); // each [rows, code]
        return ImageGrid.ToPng(game.Decode(stack(columns, 1).flatten(0, 1)), columns.Length);
    }

    static Action<Tensor> Value(int at, float value) => codes => codes.narrow(1, at, 1).fill_(value);

    static Action<Tensor> Class(CodeLayout layout, int label) => codes =>
    {
        codes.narrow(1, layout.Noise, layout.Classes).fill_(0);
        codes.narrow(1, layout.Noise + label, 1).fill_(1);
    };
}
