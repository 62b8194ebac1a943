using MathNet.Numerics.LinearAlgebra;

namespace SeqGan.Eval.Tests.Images;

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
        Assert.Equal(5 - 2 * Math.Sqrt(5) + 2, FrechetDistance.Between(new([0, 0], line, 5), Diagonal([0, 0], [1, 1])), 1e-8);
    }

    [Theory]
    [InlineData(new[] { 4, 9, 0.25, 1e-3, 2, 7 }, new[] { 1, 16, 2.25, 5, 1e-4, 7 })]
    [InlineData(new[] { 4, 0, 0, 1e-3, 0, 7 }, new[] { 1, 16, 0, 0, 1e-4, 0 })] // flat, in directions that no coordinate has
    [InlineData(new[] { 1e6, 1, 1e-6, 0 }, new[] { 1, 1e6, 0, 1e-6 })]
    public void Gaussians_turned_alike_have_the_distance_of_before(double[] first, double[] second)
    {
        // A reflection: I - 2 v vᵀ / vᵀv
        var normal = Vector<double>.Build.Dense(first.Length, i => 1 + i * i);
        var turn = Matrix<double>.Build.DenseIdentity(first.Length) - normal.OuterProduct(normal) * (2 / normal.DotProduct(normal));
        FeatureMoments Turned(double mean, double[] variances)
        {
            var covariance = turn * Matrix<double>.Build.DenseOfDiagonalArray(variances) * turn;
            return new([.. turn * Vector<double>.Build.Dense(variances.Length, mean)], ((covariance + covariance.Transpose()) / 2).ToArray(), 100);
        }
        var expected = first.Zip(second, (a, b) => 4 + Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum();
        Assert.Equal(expected, FrechetDistance.Between(Turned(3, first), Turned(5, second)), 1e-8 * Math.Max(1, first.Max()));
    }

    [Fact]
    public void A_set_and_its_multiple_have_the_closed_form()
    {
        // S2 = 9 S1 and μ2 = 3 μ1: (3 - 1)² (Tr S1 + |μ1|²)
        var numbers = Numbers(80 * 12, 3, 101);
        var (one, three) = (FeatureMoments.Of(numbers, 12), FeatureMoments.Of(Array.ConvertAll(numbers, number => 3 * number), 12));
        Assert.Equal(4 * (one.Covariance.Trace() + one.Mean.DotProduct(one.Mean)), FrechetDistance.Between(one, three), 1e-8);
        Assert.Equal(0, FrechetDistance.Between(three, three), 1e-8);
    }

    [Theory]
    [InlineData(4, 6, 5)]
    [InlineData(3, 40, 2)]
    [InlineData(10, 30, 25)]
    public void Fewer_samples_than_features_have_the_distance_of_their_centred_rows(int samples, int width, int others)
    {
        // S1 = AᵀA and S2 = BᵀB, of n - 1 rows that span what centred rows do: the trace is the sum of the singular values of ABᵀ.
        static Matrix<double> Centred(float[] rows, int width)
        {
            var count = rows.Length / width;
            return Matrix<double>.Build.Dense(count - 1, width, (k, feature) =>
            {
                // Helmert: the mean of the first k + 1 rows against the next
                var before = Enumerable.Range(0, k + 1).Average(row => (double)rows[row * width + feature]);
                return (before - rows[(k + 1) * width + feature]) * Math.Sqrt((k + 1.0) / (k + 2)) / Math.Sqrt(count - 1);
            });
        }
        var (first, second) = (Numbers(samples * width, 1, 101), Numbers(others * width, 2, 77));
        var (a, b) = (Centred(first, width), Centred(second, width));
        var (one, two) = (FeatureMoments.Of(first, width), FeatureMoments.Of(second, width));
        var gap = one.Mean - two.Mean;
        var expected = gap.DotProduct(gap) + a.PointwisePower(2).RowSums().Sum() + b.PointwisePower(2).RowSums().Sum() - 2 * (a * b.Transpose()).Svd(false).S.Sum();
        Assert.Equal(expected, FrechetDistance.Between(one, two), 1e-8);
        Assert.Equal(expected, FrechetDistance.Between(two, one), 1e-8);
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
