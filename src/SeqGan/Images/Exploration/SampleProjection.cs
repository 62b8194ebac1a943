using SeqGan.Data.Images;
using SeqGan.Reports;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>Samples and data on the plane in which the data vary most: where the generator leaves out a part of the data, it is bare.</summary>
public static class SampleProjection
{
    const int Fewest = 3;

    /// <summary>The principal components of the data's pixels, with data and samples along the first two.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="data">The data.</param>
    /// <param name="count">How many of each, 3 or more; of the data the first.</param>
    /// <param name="seed">The samples' seed.</param>
    /// <returns>An SVG file.</returns>
    /// <exception cref="ArgumentException">The images are of another shape, or the count is below three.</exception>
    /// <exception cref="InvalidInputException">There are fewer than three images of the data.</exception>
    public static string Draw(ImageGame game, ImageSet data, int count, long seed)
    {
        if (data.Shape != game.Shape) throw new ArgumentException($"the data are {data.Shape}, and the generator makes {game.Shape}", nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Fewest);
        if (data.Count < Fewest) throw new InvalidInputException($"a projection needs {Fewest} images of the data or more, and there are {data.Count}; give others (--data)");
        count = Math.Min(count, data.Count);
        using var scope = NewDisposeScope();
        var real = ImageBatch.Of(data, [.. Enumerable.Range(0, count)], CPU).Images.flatten(1); // [count, pixels]
        var plane = PrincipalComponents.Of(real, 2);
        var samples = plane.Project(game.Generate(count, seed).flatten(1));
        var share = plane.Shares;
        return new LineChart(
            $"{count} images of the data and {count} of {game.Name}", Axis("first", share[0]), Axis("second", share[1]),
            [Points("samples", samples, 1), Points("data", plane.Project(real), 0)]).ToSvg();
    }

    static string Axis(string which, double share) => Invariant($"{which} principal component ({100 * share:F0} % of the data's variance)");

    static ChartLine Points(string name, Tensor places, int colour) // [count, 2]
    {
        var numbers = places.contiguous().data<float>().ToArray();
        return new ChartLine(name, [.. Enumerable.Range(0, numbers.Length / 2).Select(i => ((double)numbers[2 * i], (double)numbers[2 * i + 1]))], colour, Joined: false);
    }
}
