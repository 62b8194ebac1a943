using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Tests.Statistics;

public sealed class BootstrapTests
{
    /// <summary>A mean of n numbers of variance s^2 lies within 1.96 s / sqrt(n); here of a share of 0.3.</summary>
    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        double[] scores = [.. Enumerable.Range(0, 2000).Select(i => i % 10 < 3 ? 1.0 : 0)];
        var interval = Bootstrap.Of(LineSums.Mean(scores), draws: 4000);
        var half = 1.96 * Math.Sqrt(0.3 * 0.7 / 2000);
        Assert.Equal(0.3 - half, interval.Low, 0.002);
        Assert.Equal(0.3 + half, interval.High, 0.002);
        Assert.Equal(0.95, interval.Level);
    }

    /// <summary>Of 300 samples of a known mean, about 90 % of the intervals at level 0.9 hold it; four deviations of that share are 0.07.</summary>
    [Fact]
    public void So_many_intervals_hold_the_true_mean_as_they_should()
    {
        var held = 0;
        for (var sample = 0; sample < 300; sample++)
        {
            var random = new Random(sample);
            var interval = Bootstrap.Of(LineSums.Mean([.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())]), draws: 300, level: 0.9, seed: sample);
            if (interval.Low <= 0.5 && 0.5 <= interval.High) held++;
        }
        Assert.InRange(held / 300.0, 0.83, 0.97);
    }

    /// <summary>The draws of a ratio are those of its parts and wholes together: of equal shares the ratio never moves, however unequal the lines.</summary>
    [Fact]
    public void A_ratio_is_drawn_with_both_of_its_totals()
    {
        var interval = Bootstrap.Of(LineSums.Ratio([1, 2, 3, 40], [2, 4, 6, 80]));
        Assert.Equal((0.5, 0.5), (interval.Low, interval.High));
    }

    [Fact]
    public void A_seed_repeats_the_draws_on_any_number_of_threads()
    {
        var lines = LineSums.Mean([.. Enumerable.Range(0, 50).Select(i => (double)(i * i % 17))]);
        Assert.Equal(Bootstrap.Of(lines, seed: 5, threads: 1), Bootstrap.Of(lines, seed: 5, threads: 3));
        Assert.NotEqual(Bootstrap.Of(lines, seed: 5), Bootstrap.Of(lines, seed: 6));
    }

    [Fact]
    public void Equal_scores_have_no_width()
    {
        var interval = Bootstrap.Of(LineSums.Mean([0.25, 0.25, 0.25]));
        Assert.Equal((0.25, 0.25), (interval.Low, interval.High));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(LineSums.Mean([1])));
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(LineSums.Mean([1, 2]), draws: 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(LineSums.Mean([1, 2]), level: 1));
    }
}
