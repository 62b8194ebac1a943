using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed unsafe class GradientNormTests
{
    static readonly int[] _sizes = [1, 5, 511, 512, 513, 40_000];

    [Fact]
    public void It_is_the_root_of_the_sum_of_squares()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(_sizes);
        var truth = Math.Sqrt(weights.Sum(weight => weight.grad!.data<float>().Sum(number => (double)number * number)));
        Assert.Equal(truth, GradientNorm.Clip(weights, double.PositiveInfinity), truth * 1e-6);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1e6, false)]
    public void Gradients_are_scaled_down_to_the_limit_only_where_they_exceed_it(double limit, bool scaled)
    {
        using var scope = NewDisposeScope();
        var weights = Weights(_sizes);
        var before = Array.ConvertAll(weights, weight => weight.grad!.clone());
        var norm = GradientNorm.Clip(weights, limit);
        foreach (var (weight, gradient) in weights.Zip(before))
            Assert.True(scaled ? weight.grad!.allclose(gradient * (limit / norm), 1e-5, 1e-9) : weight.grad!.Equals(gradient));
        Assert.Equal(scaled ? limit : norm, GradientNorm.Clip(weights, double.PositiveInfinity), norm * 1e-5);
    }

    [Fact]
    public void Gradients_that_are_not_finite_are_told_and_left()
    {
        using var scope = NewDisposeScope();
        var weights = Weights([600]);
        weights[0].grad![7] = float.NaN;
        Assert.Equal(double.NaN, GradientNorm.Clip(weights, 1));
        weights[0].grad![7] = float.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, GradientNorm.Clip(weights, 1));
        Assert.Equal(float.PositiveInfinity, weights[0].grad![7].item<float>());
    }

    [Fact]
    public void Gradients_that_no_kernel_reaches_have_a_norm_too()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(4, ScalarType.Float64));
        (weight * 3).sum().backward();
        Assert.Equal(6, GradientNorm.Clip([weight], 2), 1e-9);
        Assert.Equal(2, GradientNorm.Clip([weight], 100), 1e-5);
        Assert.Equal(0, GradientNorm.Clip([new Parameter(ones(4))], 2));
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        using var scope = NewDisposeScope();
        var weights = Weights([1_000_003, 17]);
        double On(int threads)
        {
            try
            {
                Threads.Use(threads);
                return GradientNorm.Clip(weights, double.PositiveInfinity);
            }
            finally
            {
                Threads.Use(1);
            }
        }
        Assert.Equal(On(1), On(3));
    }

    [Fact]
    public void Every_width_of_register_has_the_same_sum()
    {
        foreach (var size in _sizes)
        {
            var numbers = Array.ConvertAll(new float[size], _ => 0f);
            for (var i = 0; i < size; i++) numbers[i] = MathF.Sin(i * 0.3f) + 0.5f;
            var truth = numbers.Sum(number => (double)number * number);
            fixed (float* start = numbers)
            {
                Assert.Equal(truth, GradientNorm.SquareSum<Lanes16>(start, size), truth * 1e-6);
                Assert.Equal(truth, GradientNorm.SquareSum<Lanes8>(start, size), truth * 1e-6);
                Assert.Equal(truth, GradientNorm.SquareSum<Lanes1>(start, size), truth * 1e-6);
            }
        }
    }

    static Parameter[] Weights(int[] sizes)
    {
        manual_seed(2);
        return Array.ConvertAll(sizes, size =>
        {
            var weight = new Parameter(randn(size));
            (weight * weight).sum().backward();
            return weight;
        });
    }
}
