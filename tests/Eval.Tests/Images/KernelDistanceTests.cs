namespace SeqGan.Eval.Tests.Images;

public sealed class KernelDistanceTests
{
    static double Slow(FeatureSet first, FeatureSet second)
    {
        double Mean(FeatureSet left, FeatureSet right, bool same)
        {
            var (sum, pairs) = (0.0, 0);
            for (var i = 0; i < left.Count; i++)
            {
                for (var j = 0; j < right.Count; j++)
                {
                    if (same && i == j) continue;
                    sum += Math.Pow(SomeFeatures.Product(left, i, right, j) / left.Width + 1, 3);
                    pairs++;
                }
            }
            return sum / pairs;
        }
        return Mean(first, first, same: true) + Mean(second, second, same: true) - 2 * Mean(first, second, same: false);
    }

    [Fact]
    public void One_feature_can_be_worked_by_hand()
    {
        // k(0,0) = k(0,1) = 1, k(1,1) = 8: 1 + 1 - 2 (1 + 1 + 1 + 8) / 4
        FeatureSet bits = new([0, 1], 1);
        Assert.Equal(-3.5, KernelDistance.Between(bits, bits), 1e-12);
        // k(1,3) = 64 off the diagonal, k(0,1) = 1, k(0,3) = 1, k(1,1) = 8: 1 + 64 - 2 (1 + 1 + 8 + 64) / 4
        Assert.Equal(28, KernelDistance.Between(bits, new([1, 3], 1)), 1e-12);
    }

    [Fact]
    public void The_mean_over_all_samples_of_three_is_the_distance_of_the_distributions()
    {
        // Fair over {0, 1} and {0, 2}: 11/4 + 32 - 2 * 7.5
        var sum = 0.0;
        for (var draw = 0; draw < 64; draw++)
        {
            float Bit(int bit) => draw >> bit & 1;
            sum += KernelDistance.Between(new([Bit(0), Bit(1), Bit(2)], 1), new([2 * Bit(3), 2 * Bit(4), 2 * Bit(5)], 1));
        }
        Assert.Equal(19.75, sum / 64, 1e-12);
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(33, 70, 5)] // neither blocks nor panels are full
    [InlineData(64, 41, 16)]
    public void Sets_have_the_distance_of_two_loops_either_way(int samples, int others, int width)
    {
        var (first, second) = (SomeFeatures.Random(samples, width, 1, offset: -0.5), SomeFeatures.Random(others, width, 2));
        var distance = Slow(first, second);
        Assert.Equal(distance, KernelDistance.Between(first, second), 1e-12);
        Assert.Equal(distance, KernelDistance.Between(second, first), 1e-12);
    }

    [Fact]
    public void Threads_change_no_digit()
    {
        var (first, second) = (SomeFeatures.Random(301, 7, 3), SomeFeatures.Random(190, 7, 4));
        var (alone, subsets) = (KernelDistance.Between(first, second, threads: 1), KernelDistance.OfSubsets(first, second, 9, 50, seed: 5, threads: 1));
        foreach (var threads in (int[])[2, 7, 0])
        {
            Assert.Equal(alone, KernelDistance.Between(first, second, threads));
            Assert.Equal(subsets, KernelDistance.OfSubsets(first, second, 9, 50, seed: 5, threads: threads));
        }
    }

    [Fact]
    public void Subsets_average_to_the_estimate_from_all()
    {
        // The mean over all subsets is the estimate from all samples, that of 400 of them within four standard errors of it.
        var (first, second) = (SomeFeatures.Random(120, 4, 6), SomeFeatures.Random(90, 4, 7, offset: 0.1));
        var (mean, deviation) = KernelDistance.OfSubsets(first, second, subsets: 400, size: 30, seed: 8);
        Assert.InRange(mean - KernelDistance.Between(first, second), -4 * deviation / 20, 4 * deviation / 20);
        Assert.InRange(deviation, 1e-3, 1);
        Assert.NotEqual(mean, KernelDistance.OfSubsets(first, second, 400, 30, seed: 9).Mean);
    }

    [Fact]
    public void Subsets_of_all_samples_do_not_deviate()
    {
        var (first, second) = (SomeFeatures.Random(20, 3, 10), SomeFeatures.Random(20, 3, 11));
        var (mean, deviation) = KernelDistance.OfSubsets(first, second, subsets: 5, size: 20);
        Assert.Equal(KernelDistance.Between(first, second), mean, 1e-12);
        Assert.Equal(0, deviation, 1e-12);
    }

    [Fact]
    public void Scores_say_how_they_were_computed()
    {
        var (real, fake) = (SomeFeatures.Random(40, 5, 12), SomeFeatures.Random(30, 5, 13));
        var scores = KernelDistance.Scores("kid", real, fake, "small-cnn-1", "test", seed: 4);
        var (mean, deviation) = KernelDistance.OfSubsets(real, fake, 100, 30, seed: 4);
        Assert.Equal([("kid", KernelDistance.Between(real, fake), 30), ("kid-subsets", mean, 30), ("kid-deviation", deviation, 30)], scores.Select(score => (score.Name, score.Value, score.Samples)));
        Assert.Equal($"kid|refs:40(test)|samples:30|extractor:small-cnn-1|features:5|kernel:(xy/d+1)^3|seqgan:{ScoreSignature.Version}", scores[0].Signature);
        Assert.Equal($"kid-deviation|refs:40(test)|samples:30|extractor:small-cnn-1|features:5|kernel:(xy/d+1)^3|subsets:100x30|seed:4|seqgan:{ScoreSignature.Version}", scores[2].Signature);
    }

    [Fact]
    public void Sets_that_do_not_fit_are_refused()
    {
        var set = SomeFeatures.Random(10, 2, 14);
        Assert.Equal("features: one set has 2 of them and the other 3", Assert.Throws<ArgumentException>(() => KernelDistance.Between(set, SomeFeatures.Random(10, 3, 15))).Message);
        Assert.Contains("subsets of 11 samples cannot be drawn from 10 and 10", Assert.Throws<ArgumentException>(() => KernelDistance.OfSubsets(set, set, 2, 11)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => KernelDistance.OfSubsets(set, set, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelDistance.OfSubsets(set, set, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelDistance.Between(set, set, -1));
    }
}
