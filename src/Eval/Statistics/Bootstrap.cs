namespace SeqGan.Eval.Statistics;

/// <summary>
/// Percentile intervals by the bootstrap (Efron, 1979; for translation scores Koehn, EMNLP 2004): the lines are drawn again with
/// replacement, as many as there are, and the score is taken of each draw. Draws depend on the seed and their number only.
/// </summary>
public static class Bootstrap
{
    /// <summary>The usual number of draws, which sacreBLEU has too.</summary>
    public const int Draws = 1000;

    /// <summary>The interval of a score over lines.</summary>
    /// <param name="lines">What the lines add; at least two.</param>
    /// <param name="draws">How many times lines are drawn again.</param>
    /// <param name="level">The share of intervals that should hold the true score.</param>
    /// <param name="seed">What the draws depend on.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <exception cref="ArgumentException">There are fewer than two lines, or a number is out of range.</exception>
    public static ConfidenceInterval Of(LineSums lines, int draws = Draws, double level = 0.95, long seed = 1, int threads = 0)
    {
        var count = lines.Count;
        if (count < 2) throw new ArgumentException($"bootstrap of {count} lines: give at least two");
        if (draws < 1) throw new ArgumentException($"bootstrap with {draws} draws: give at least one");
        if (level is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"bootstrap at level {level}: give a number between 0 and 1"));
        var found = new double[draws];
        Parallel.For(0, draws, Parallelism.Of(threads), draw =>
        {
            var random = new SplitMix64((ulong)seed, (ulong)draw);
            var sums = new double[lines.Width];
            for (var i = 0; i < count; i++) LineSums.Add(sums, lines[random.Next(count)]);
            found[draw] = lines.Score(sums, count);
        });
        Array.Sort(found);
        return new(Quantile(found, (1 - level) / 2), Quantile(found, (1 + level) / 2), level);
    }

    // Between the two nearest of them, as numpy does by default.
    static double Quantile(double[] ascending, double share)
    {
        var place = share * (ascending.Length - 1);
        var below = (int)place;
        return below + 1 < ascending.Length ? ascending[below] + (place - below) * (ascending[below + 1] - ascending[below]) : ascending[below];
    }
}
