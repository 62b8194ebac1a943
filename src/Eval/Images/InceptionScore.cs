using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// exp E KL(p(y|x) ‖ p(y)) of a classifier's verdicts on generated samples (Salimans et al., "Improved Techniques for Training
/// GANs", 2016): 1 where all look alike to it or it is sure of none, the number of classes where it is sure of each and all occur alike.
/// </summary>
/// <remarks>It sees no real sample. Scores of the name IS in papers are of the Inception network's 1000 classes and 50000 samples.</remarks>
public static class InceptionScore
{
    /// <summary>The usual number of splits.</summary>
    public const int Splits = 10;

    const double Tolerance = 1e-3; // of float32 softmax, with room

    /// <summary>The mean and the deviation (over their number) of the scores of equal parts, each taken in the order of the samples, with its own p(y); in float64.</summary>
    /// <param name="probabilities">Row by row: <c>[samples, classes]</c>.</param>
    /// <param name="classes">Classes of a row.</param>
    /// <param name="splits">How many parts, 1 to the number of samples.</param>
    /// <exception cref="ArgumentException">The rows do not fit the classes or are no distributions, or there are fewer than parts.</exception>
    public static (double Mean, double Deviation) Of(ReadOnlySpan<float> probabilities, int classes, int splits = Splits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(splits, 1);
        var samples = probabilities.Length / classes;
        if (probabilities.Length % classes != 0) throw new ArgumentException($"inception score: {probabilities.Length} probabilities are no rows of {classes}");
        if (samples < splits) throw new ArgumentException($"inception score: {samples} samples cannot be split into {splits}");
        RequireDistributions("inception score", probabilities, classes);
        var scores = new double[splits];
        for (var split = 0; split < splits; split++)
        {
            var (first, end) = ((int)((long)split * samples / splits), (int)((split + 1L) * samples / splits));
            scores[split] = OfPart(probabilities[(first * classes)..(end * classes)], classes);
        }
        return Deviation.Around(scores);
    }

    /// <summary>The mean under the name, and the deviation with <c>-deviation</c> behind it.</summary>
    /// <param name="name">The metric: <c>inception</c> only for the Inception network, such as <c>classifier-inception</c> for others.</param>
    /// <param name="probabilities">Row by row: <c>[samples, classes]</c>.</param>
    /// <param name="classes">Classes of a row.</param>
    /// <param name="classifier">Which classifier, for the signature.</param>
    /// <param name="splits">How many parts.</param>
    public static Score[] Scores(string name, ReadOnlySpan<float> probabilities, int classes, string classifier, int splits = Splits)
    {
        var (mean, deviation) = Of(probabilities, classes, splits);
        var samples = probabilities.Length / classes;
        Score Named(string own, double value) => new(own, value, samples, ScoreSignature.Of(own, $"samples:{samples}", $"of:{classes}", $"splits:{splits}", $"classifier:{classifier}"));
        return [Named(name, mean), Named($"{name}-deviation", deviation)];
    }

    static double OfPart(ReadOnlySpan<float> rows, int classes)
    {
        var samples = rows.Length / classes;
        var marginal = new double[classes];
        for (var i = 0; i < rows.Length; i++) marginal[i % classes] += rows[i];
        foreach (ref var share in marginal.AsSpan()) share /= samples;
        var divergence = 0.0;
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] > 0) divergence += rows[i] * Math.Log(rows[i] / marginal[i % classes]);
        return Math.Exp(divergence / samples);
    }

    /// <summary>Refuses rows that are no distributions over the classes, in the name of who reads them.</summary>
    internal static void RequireDistributions(string reader, ReadOnlySpan<float> probabilities, int classes)
    {
        for (var row = 0; row < probabilities.Length / classes; row++)
        {
            var sum = 0.0;
            foreach (var probability in probabilities.Slice(row * classes, classes)) sum += probability >= 0 ? probability : double.NaN;
            if (!(Math.Abs(sum - 1) <= Tolerance)) throw new ArgumentException(FormattableString.Invariant($"{reader}: row {row} is no distribution: its probabilities sum to {sum}"));
        }
    }
}
