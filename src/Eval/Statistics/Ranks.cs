namespace SeqGan.Eval.Statistics;

/// <summary>What can be said of numbers by their order alone. Numbers that are equal share the mean of their ranks.</summary>
public static class Ranks
{
    /// <summary>The rank of each number, from 1 for the smallest.</summary>
    /// <exception cref="ArgumentException">A number is NaN.</exception>
    public static double[] Of(IReadOnlyList<double> values)
    {
        if (values.Any(double.IsNaN)) throw new ArgumentException("ranks: a number is NaN", nameof(values));
        var (sorted, order) = (values.ToArray(), Enumerable.Range(0, values.Count).ToArray());
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && sorted[next] == sorted[first];) next++;
            for (var i = first; i < next; i++) ranks[order[i]] = (first + next + 1) / 2.0;
        }
        return ranks;
    }

    /// <summary>Spearman's rank correlation, -1 to 1; NaN where all numbers of a side are equal.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers on either side, or one is NaN.</exception>
    public static double Correlation(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        if (left.Count != right.Count) throw new ArgumentException($"rank correlation: {left.Count} numbers stand beside {right.Count}", nameof(right));
        var (ours, theirs, mean) = (Of(left), Of(right), (left.Count + 1) / 2.0);
        double together = 0, apart = 0, others = 0;
        foreach (var (one, other) in ours.Zip(theirs, (one, other) => (one - mean, other - mean))) (together, apart, others) = (together + one * other, apart + one * one, others + other * other);
        return together / Math.Sqrt(apart * others);
    }

    /// <summary>
    /// The area under the ROC curve: how probable it is that a positive number is above a negative one, ties counted half
    /// (the statistic of Mann and Whitney, 1947, by the number of pairs). 1: told apart; 0.5: as good as guessing.
    /// </summary>
    /// <exception cref="ArgumentException">A side is empty, or a number is NaN.</exception>
    public static double AreaUnderRoc(IReadOnlyList<double> positive, IReadOnlyList<double> negative)
    {
        if (positive.Count == 0 || negative.Count == 0) throw new ArgumentException("area under the ROC curve: a side is empty");
        var sum = Of([.. positive, .. negative]).Take(positive.Count).Sum();
        return (sum - positive.Count * (positive.Count + 1.0) / 2) / ((double)positive.Count * negative.Count);
    }
}
