namespace SeqGan.Eval.Statistics;

/// <summary>
/// Percentile intervals by the bootstrap (Efron, 1979; for translation scores Koehn, EMNLP 2004): the lines are drawn again with
/// replacement, as many as there are, and the score is taken of each draw. Draws depend on the seed and their number only.
/// </summary>
public static class Bootstrap
{
    /// <summary>The interval of a mean over lines.</summary>
    /// <param name="scores">A score for each line; at least two.</param>
    /// <param name="draws">How many times lines are drawn again.</param>
    /// <param name="level">The share of intervals that should hold the true mean.</param>
    /// <param name="seed">What the draws depend on.</param>
    /// <exception cref="ArgumentException">There are fewer than two lines, a score is not finite, or a number is out of range.</exception>
    public static ConfidenceInterval OfMean(IReadOnlyList<double> scores, int draws = 1000, double level = 0.95, long seed = 1)
    {
        double[] own = [.. scores];
        if (Array.Exists(own, score => !double.IsFinite(score))) throw new ArgumentException("bootstrap: a line's score is not a number");
        return Of(own.Length, lines =>
        {
            var sum = 0.0;
            foreach (var line in lines) sum += own[line];
            return sum / lines.Length;
        }, draws, level, seed);
    }

    /// <summary>The interval of any score over lines, such as BLEU of a corpus.</summary>
    /// <param name="count">How many lines there are; at least two.</param>
    /// <param name="score">The score of lines, given by their numbers, of which some stand more than once; several threads call it.</param>
    /// <param name="draws">How many times lines are drawn again.</param>
    /// <param name="level">The share of intervals that should hold the true score.</param>
    /// <param name="seed">What the draws depend on.</param>
    /// <exception cref="ArgumentException">There are fewer than two lines, or a number is out of range.</exception>
    public static ConfidenceInterval Of(int count, Func<int[], double> score, int draws = 1000, double level = 0.95, long seed = 1)
    {
        if (count < 2) throw new ArgumentException($"bootstrap of {count} lines: give at least two");
        if (draws < 1) throw new ArgumentException($"bootstrap with {draws} draws: give at least one");
        if (level is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"bootstrap at level {level}: give a number between 0 and 1"));
        var found = new double[draws];
        Parallel.For(0, draws, () => new int[count], (draw, _, lines) =>
        {
            var random = new SplitMix64((ulong)seed, (ulong)draw);
            for (var i = 0; i < count; i++) lines[i] = random.Next(count);
            found[draw] = score(lines);
            return lines;
        }, _ => { });
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
