namespace SeqGan.Eval.Statistics;

/// <summary>
/// Approximate randomisation (Noreen, 1989; for language Yeh, COLING 2000; Riezler and Maxwell, 2005): if two systems were the same, it
/// would not matter which of them wrote which line. Lines change hands at random, and p is the share of trials whose
/// difference is at least as large as the one that was seen, in either direction: (found + 1) / (trials + 1), never 0.
/// </summary>
public static class RandomizationTest
{
    const double Rounding = 1e-12; // of a difference, relative to the largest possible one: equal sums in another order count as equal

    /// <summary>Systems that answered the same questions: line i of one and line i of the other change places or do not.</summary>
    /// <param name="one">A score for each line of a system.</param>
    /// <param name="other">The other system's, as many.</param>
    /// <param name="trials">How many times lines change hands.</param>
    /// <param name="seed">What the trials depend on.</param>
    /// <returns>The two-sided p-value of the difference of the means.</returns>
    /// <exception cref="ArgumentException">The counts differ or are 0, a score is not finite, or there is no trial.</exception>
    public static double Paired(IReadOnlyList<double> one, IReadOnlyList<double> other, int trials = 10_000, long seed = 1)
    {
        Check(one, other, trials);
        if (one.Count != other.Count) throw new ArgumentException($"randomisation test of pairs: {one.Count} lines and {other.Count} lines; give as many");
        double[] differences = [.. one.Zip(other, (a, b) => a - b)];
        return Share(trials, seed, Math.Abs(differences.Sum()), differences.Sum(Math.Abs), random =>
        {
            var sum = 0.0;
            foreach (var difference in differences) sum += random.NextUInt64() >> 63 == 0 ? difference : -difference;
            return sum;
        });
    }

    /// <summary>Systems that wrote lines of their own: all lines are dealt out anew.</summary>
    /// <param name="one">A score for each line of a system.</param>
    /// <param name="other">The other system's; their number may be another.</param>
    /// <param name="trials">How many times lines change hands.</param>
    /// <param name="seed">What the trials depend on.</param>
    /// <returns>The two-sided p-value of the difference of the means.</returns>
    /// <exception cref="ArgumentException">A system has no line, a score is not finite, or there is no trial.</exception>
    public static double Unpaired(IReadOnlyList<double> one, IReadOnlyList<double> other, int trials = 10_000, long seed = 1)
    {
        Check(one, other, trials);
        double[] all = [.. one, .. other];
        var (few, total) = (Math.Min(one.Count, other.Count), all.Sum());
        // The difference of means, by the sum of the smaller system's lines alone.
        double Difference(double sum) => sum / few - (total - sum) / (all.Length - few);
        var seen = Math.Abs(Difference((one.Count <= other.Count ? one : other).Sum()));
        return Share(trials, seed, seen, all.Max(Math.Abs), random =>
        {
            double[] dealt = [.. all];
            random.Deal<double>(dealt, few);
            return Difference(dealt[..few].Sum());
        });
    }

    delegate double Trial(SplitMix64 random);

    static double Share(int trials, long seed, double seen, double scale, Trial trial)
    {
        var found = 0;
        var enough = seen - Rounding * scale;
        Parallel.For(0, trials, number =>
        {
            if (Math.Abs(trial(new SplitMix64((ulong)seed, (ulong)number))) >= enough) Interlocked.Increment(ref found);
        });
        return (found + 1.0) / (trials + 1.0);
    }

    static void Check(IReadOnlyList<double> one, IReadOnlyList<double> other, int trials)
    {
        if (one.Count == 0 || other.Count == 0) throw new ArgumentException("randomisation test: a system has no line");
        if (trials < 1) throw new ArgumentException($"randomisation test with {trials} trials: give at least one");
        if (one.Concat(other).Any(score => !double.IsFinite(score))) throw new ArgumentException("randomisation test: a line's score is not a number");
    }
}
