namespace SeqGan.Eval.Tests;

public sealed class FrechetDistanceTests
{
    static FeatureMoments Diagonal(double[] mean, double[] variances)
    {
        var covariance = new double[mean.Length, mean.Length];
        for (var i = 0; i < mean.Length; i++) covariance[i, i] = variances[i];
        return new(mean, covariance, 100);
    }

    // The numbers of a linear congruential generator, each exact as a float: goldens can be computed from them anywhere.
    static float[] Numbers(int count, long seed, int modulus)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            numbers[i] = (seed >> 16) % modulus / 8f;
        }
        return numbers;
    }

    static (FeatureMoments First, FeatureMoments Second) Sets(int samples, int width, int others)
    {
        var (first, second) = (Numbers(samples * width, 1, 101), Numbers(others * width, 2, 77));
        for (var row = 0; row < others; row++) second[row * width] += 3 * second[row * width + 1];
        return (FeatureMoments.Of(first, width), FeatureMoments.Of(second, width));
    }

    [Fact]
    public void Diagonal_gaussians_have_the_closed_form()
    {
        // Σ (μ1 - μ2)² + (σ1 - σ2)²
        var distance = FrechetDistance.Between(Diagonal([1, 2, 3], [4, 9, 0.25]), Diagonal([0, 2, 5], [1, 16, 2.25]));
        Assert.Equal(1 + 4 + 1 + 1 + 1, distance, 1e-12);
    }

    [Fact]
    public void Equal_covariances_leave_the_distance_of_the_means()
    {
        var covariance = new[,] { { 2, 0.5, 0.25 }, { 0.5, 1, -0.75 }, { 0.25, -0.75, 3 } };
        Assert.Equal(9 + 1, FrechetDistance.Between(new([0, 0, 0], covariance, 10), new([3, 0, -1], covariance, 10)), 1e-12);
    }

    [Fact]
    public void Rotated_gaussians_have_the_closed_form_of_two_dimensions()
    {
        // Tr (S1 S2)^½ = (Tr S1 S2 + 2 (det S1 det S2)^½)^½ for two by two
        var (first, second) = (new[,] { { 3, 1.0 }, { 1, 2 } }, new[,] { { 1, -0.5 }, { -0.5, 4 } });
        var trace = Math.Sqrt(3 - 0.5 + (-0.5 + 8) + 2 * Math.Sqrt(5 * 3.75));
        Assert.Equal(3 + 2 + 1 + 4 - 2 * trace, FrechetDistance.Between(new([1, 1], first, 9), new([1, 1], second, 9)), 1e-12);
    }

    [Fact]
    public void Flat_gaussians_count_in_the_directions_that_they_have()
    {
        Assert.Equal(4 + 9, FrechetDistance.Between(Diagonal([0, 0], [4, 0]), Diagonal([0, 0], [0, 9])), 1e-12);
        Assert.Equal(5, FrechetDistance.Between(Diagonal([1, 2], [0, 0]), Diagonal([0, 0], [0, 0])), 1e-12);
        var line = new[,] { { 1, 2.0 }, { 2, 4 } }; // rank 1: five times the projection on (1, 2)
        Assert.Equal(5 - 2 * Math.Sqrt(5) + 2, FrechetDistance.Between(new([0, 0], line, 5), Diagonal([0, 0], [1, 1])), 1e-7);
    }

    [Theory] // numpy 1.24: mean, cov(rowvar=False), eigh of S1, eigvalsh of S1^½ S2 S1^½
    [InlineData(40, 5, 60, 224.996440230875, 1e-9)]
    [InlineData(300, 24, 200, 265.9735172232758, 1e-9)]
    [InlineData(4, 6, 5, 153.686526, 1e-5)] // fewer samples than features: roots of rounding errors
    public void Sets_of_features_have_numpys_distance(int samples, int width, int others, double expected, double tolerance)
    {
        var (first, second) = Sets(samples, width, others);
        Assert.Equal(expected, FrechetDistance.Between(first, second), tolerance);
        Assert.Equal(expected, FrechetDistance.Between(second, first), tolerance);
        Assert.InRange(FrechetDistance.Between(first, first), 0, tolerance);
    }

    [Fact]
    public void The_covariance_is_over_one_less_than_the_samples()
    {
        var moments = FeatureMoments.Of([1, 10, 3, 10, 5, 40], 2);
        Assert.Equal((3, 2), (moments.Count, moments.Width));
        Assert.Equal([3, 20], moments.Mean);
        Assert.Equal(new[,] { { 4, 30.0 }, { 30, 300 } }, moments.Covariance.ToArray());
    }

    [Fact]
    public void A_large_common_offset_takes_no_digits_from_the_covariance()
    {
        var numbers = Numbers(50 * 3, 5, 101);
        var moved = Array.ConvertAll(numbers, number => number + 65536);
        Assert.Equal(3 * 65536.0 * 65536, FrechetDistance.Between(FeatureMoments.Of(numbers, 3), FeatureMoments.Of(moved, 3)), 1e-3);
    }

    [Fact]
    public void A_score_names_the_extractor_and_both_counts()
    {
        var (real, fake) = Sets(40, 5, 60);
        var score = FrechetDistance.Score("frechet", real, fake, "small-cnn-1");
        Assert.Equal(("frechet", 60), (score.Name, score.Samples));
        Assert.Equal(224.996440230875, score.Value, 1e-9);
        Assert.Equal($"frechet|refs:40|samples:60|extractor:small-cnn-1|features:5|seqgan:{ScoreSignature.Version}", score.Signature);
        Assert.Throws<ArgumentException>(() => FrechetDistance.Score("frechet", real, fake, "a|b"));
    }

    [Fact]
    public void What_is_no_set_of_features_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FeatureMoments.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => FeatureMoments.Of([1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMoments.Of([1, 2], 0));
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => FeatureMoments.Of([1, 2, 3, float.NaN], 2)).Message);
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(Diagonal([1], [1]), Diagonal([1, 2], [1, 1])));
        Assert.Throws<ArgumentException>(() => new FeatureMoments([1], new double[2, 2], 5));
        Assert.Throws<ArgumentException>(() => new FeatureMoments([1, 2], new[,] { { 1, 2.0 }, { 3, 4 } }, 5));
        Assert.Throws<ArgumentException>(() => new FeatureMoments([double.PositiveInfinity], new double[1, 1], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureMoments([1], new double[1, 1], 1));
    }
}
