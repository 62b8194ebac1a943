using SeqGan.Compute;
using SeqGan.Data;

namespace SeqGan.Tests.Data;

public sealed class WeightedDrawTests
{
    [Fact]
    public void Each_item_is_drawn_in_proportion_to_its_odds()
    {
        const int Draws = 200_000;
        foreach (double[] odds in new[] { [1, 2, 3, 4], [0.001, 1000, 10], new[] { 5.0 }, [.. Enumerable.Range(1, 500).Select(i => (double)i)] })
        {
            var counts = new int[odds.Length];
            foreach (var item in new WeightedDraw(odds).Of(key: 7, Draws)) counts[item]++;
            for (var i = 0; i < odds.Length; i++) AssertBinomial(counts[i], Draws, odds[i] / odds.Sum());
        }
    }

    [Fact]
    public void Draws_are_a_function_of_the_key()
    {
        var draw = new WeightedDraw([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal(draw.Of(1, 1000), draw.Of(1, 1000));
        Assert.Equal(draw.Of(1, 1000)[..100], draw.Of(1, 100));
        Assert.NotEqual(draw.Of(1, 1000), draw.Of(2, 1000));
    }

    [Fact]
    public void The_largest_and_the_smallest_numbers_are_no_trouble()
    {
        Assert.Equal([0, 1], new WeightedDraw([double.MaxValue, double.MaxValue, double.Epsilon]).Of(3, 1000).Distinct().Order());
        Assert.Equal([0, 1], new WeightedDraw([double.Epsilon, double.Epsilon]).Of(3, 1000).Distinct().Order());
    }

    [Fact]
    public void An_epoch_without_odds_is_the_permutation_that_it_always_was()
    {
        var order = new EpochOrder(100, key: 5);
        foreach (var epoch in new[] { 0, 3, 3, 1 }) Assert.Equal(KeyedRandom.Permutation(KeyedRandom.Key(5, epoch), 100), order.Of(epoch));
    }

    [Fact]
    public void An_epoch_with_odds_has_draws_of_its_own()
    {
        var draw = new WeightedDraw([1, 2, 3]);
        var order = new EpochOrder(3, key: 5, draw);
        foreach (var epoch in new[] { 0, 3, 3, 1 }) Assert.Equal(draw.Of(KeyedRandom.Key(5, epoch), 3), order.Of(epoch));
    }

    /// <summary>Within five standard deviations of the binomial distribution: a fixed key passes or fails for ever.</summary>
    internal static void AssertBinomial(long count, long draws, double share) =>
        Assert.InRange(count, draws * share - 5 * Math.Sqrt(draws * share * (1 - share)) - 1, draws * share + 5 * Math.Sqrt(draws * share * (1 - share)) + 1);
}
