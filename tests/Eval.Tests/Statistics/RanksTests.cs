using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Tests.Statistics;

public sealed class RanksTests
{
    [Fact]
    public void Equal_numbers_share_the_mean_of_their_ranks() => Assert.Equal([2.5, 1, 5, 2.5, 4], Ranks.Of([3, -1, double.PositiveInfinity, 3, 7]));

    /// <summary>Values of scipy.stats.spearmanr; the second by hand from mid-ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5: 3.75 / 4.5.</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 5, 6, 7, 8, 7 }, 0.8207826816681233)]
    [InlineData(new double[] { 1, 2, 2, 3 }, new double[] { 0, 1, 4, 4 }, 3.75 / 4.5)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 30, 20, 10 }, -1)]
    public void Correlation_is_that_of_the_ranks(double[] left, double[] right, double expected)
    {
        Assert.Equal(expected, Ranks.Correlation(left, right), 1e-12);
        Assert.Equal(expected, Ranks.Correlation(right, left), 1e-12);
    }

    /// <summary>The example of sklearn.metrics.roc_auc_score, and pairs counted one by one.</summary>
    [Fact]
    public void Area_under_roc_counts_pairs()
    {
        Assert.Equal(0.75, Ranks.AreaUnderRoc([0.35, 0.8], [0.1, 0.4]), 1e-15);
        var random = new Random(4);
        double[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(9))];
        var (positive, negative) = (Some(37), Some(51));
        var pairs = positive.SelectMany(one => negative.Select(other => one > other ? 1 : one == other ? 0.5 : 0)).Average();
        Assert.Equal(pairs, Ranks.AreaUnderRoc(positive, negative), 1e-12);
    }

    [Fact]
    public void What_has_no_order_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Ranks.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Ranks.Correlation([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Ranks.AreaUnderRoc([], [1]));
    }
}
