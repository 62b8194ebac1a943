namespace SeqGan.Eval.Statistics;

/// <summary>
/// Approximate randomisation (Noreen, 1989; for language Yeh, COLING 2000; Riezler and Maxwell, 2005): if two systems were the same, it
/// would not matter which of them wrote which line. Lines change hands at random, and p is the share of trials whose
/// difference is at least as large as the one that was seen, in either direction: (found + 1) / (trials + 1), never 0.
/// </summary>
public static class RandomizationTest
{
    /// <summary>The usual number of trials, which sacreBLEU has too.</summary>
    public const int Trials = 10_000;

    const double Rounding = 1e-12; // of a difference, relative to the scores: equal sums in another order count as equal

    /// <summary>Systems that answered the same questions: line i of one and line i of the other change places or do not.</summary>
    /// <param name="one">A system's score.</param>
    /// <param name="other">The other system's, the same score over as many lines.</param>
    /// <param name="trials">How many times lines change hands.</param>
    /// <param name="seed">What the trials depend on.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <returns>The two-sided p-value of the difference of the scores.</returns>
    /// <exception cref="ArgumentException">The counts or the scores differ, or there is no trial.</exception>
    public static double Paired(LineSums one, LineSums other, int trials = Trials, long seed = 1, int threads = 0)
    {
        Check(one, other, trials);
        if (one.Count != other.Count) throw new ArgumentException($"randomisation test of pairs: {one.Count} lines and {other.Count} lines; give as many");
        return Share(one, other, trials, seed, threads, (random, sums) =>
        {
            for (var line = 0; line < one.Count; line++) LineSums.Add(sums, random.NextUInt64() >> 63 == 0 ? one[line] : other[line]);
        });
    }

    /// <summary>Systems that wrote lines of their own: all lines are dealt out anew.</summary>
    /// <param name="one">A system's score.</param>
    /// <param name="other">The other system's, the same score; the number of its lines may be another.</param>
    /// <param name="trials">How many times lines change hands.</param>
    /// <param name="seed">What the trials depend on.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <returns>The two-sided p-value of the difference of the scores.</returns>
    /// <exception cref="ArgumentException">The scores differ, or there is no trial.</exception>
    public static double Unpaired(LineSums one, LineSums other, int trials = Trials, long seed = 1, int threads = 0)
    {
        Check(one, other, trials);
        var (few, many) = one.Count <= other.Count ? (one, other) : (other, one);
        int[] cards = [.. Enumerable.Range(0, few.Count + many.Count)]; // first those of the system with fewer lines
        return Share(few, many, trials, seed, threads, (random, sums) =>
        {
            int[] dealt = [.. cards];
            random.Deal<int>(dealt, few.Count);
            foreach (var card in dealt.AsSpan(0, few.Count)) LineSums.Add(sums, card < few.Count ? few[card] : many[card - few.Count]);
        });
    }

    // Adds up what falls to the first system; the second has what is left.
    delegate void Trial(SplitMix64 random, double[] sums);

    static double Share(LineSums first, LineSums second, int trials, long seed, int threads, Trial trial)
    {
        var (mine, all) = (first.Total(), second.Total());
        LineSums.Add(all, mine);
        double Difference(double[] sums)
        {
            var rest = new double[sums.Length];
            for (var i = 0; i < rest.Length; i++) rest[i] = all[i] - sums[i];
            return first.Score(sums, first.Count) - second.Score(rest, second.Count);
        }
        var enough = Math.Abs(Difference(mine)) - Rounding * (Math.Abs(first.Value) + Math.Abs(second.Value));
        var found = 0;
        Parallel.For(0, trials, Parallelism.Of(threads), number =>
        {
            var sums = new double[first.Width];
            trial(new SplitMix64((ulong)seed, (ulong)number), sums);
            if (Math.Abs(Difference(sums)) >= enough) Interlocked.Increment(ref found);
        });
        return (found + 1.0) / (trials + 1.0);
    }

    static void Check(LineSums one, LineSums other, int trials)
    {
        if (one.Width != other.Width) throw new ArgumentException("randomisation test: the scores are not of one kind");
        if (trials < 1) throw new ArgumentException($"randomisation test with {trials} trials: give at least one");
    }
}
