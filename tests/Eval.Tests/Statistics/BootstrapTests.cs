using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Tests.Statistics;

public sealed class BootstrapTests
{
    /// <summary>A mean of n numbers of variance s^2 lies within 1.96 s / sqrt(n); here of a share of 0.3.</summary>
    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        double[] scores = [.. Enumerable.Range(0, 2000).Select(i => i % 10 < 3 ? 1.0 : 0)];
        var interval = Bootstrap.OfMean(scores, draws: 4000);
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
            var interval = Bootstrap.OfMean([.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())], draws: 300, level: 0.9, seed: sample);
            if (interval.Low <= 0.5 && 0.5 <= interval.High) held++;
        }
        Assert.InRange(held / 300.0, 0.83, 0.97);
    }

    [Fact]
    public void Any_score_of_lines_has_an_interval_and_a_seed_repeats_it()
    {
        var scores = Enumerable.Range(0, 50).Select(i => (double)(i * i % 17)).ToArray();
        ConfidenceInterval Largest(long seed) => Bootstrap.Of(50, lines => lines.Max(line => scores[line]), seed: seed);
        Assert.Equal(scores.Max(), Largest(1).High);
        Assert.Equal(Largest(3), Largest(3));
        Assert.Equal(Bootstrap.OfMean(scores, seed: 5), Bootstrap.Of(50, lines => lines.Sum(line => scores[line]) / 50, seed: 5));
        Assert.NotEqual(Bootstrap.OfMean(scores, seed: 5), Bootstrap.OfMean(scores, seed: 6));
    }

    [Fact]
    public void Equal_scores_have_no_width()
    {
        var interval = Bootstrap.OfMean([0.25, 0.25, 0.25]);
        Assert.Equal((0.25, 0.25), (interval.Low, interval.High));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([1]));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([1, 2], draws: 0));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfMean([1, 2], level: 1));
    }
}
