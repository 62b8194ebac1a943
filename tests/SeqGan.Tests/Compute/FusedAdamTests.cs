using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed unsafe class FusedAdamTests
{
    static readonly int[] _sizes = [.. Enumerable.Range(1, 40), 16_383, 16_384, 40_001];

    [Fact]
    public void It_goes_where_Adam_goes()
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Weights(_sizes), Weights(_sizes));
        using var fused = new FusedAdam(ours, 0.01, 0.8, 0.95);
        using var adam = optim.Adam(theirs, 0.01, 0.8, 0.95);
        for (var step = 0; step < 100; step++)
        {
            Slope(ours, step);
            Slope(theirs, step);
            fused.step();
            adam.step();
        }
        foreach (var (one, other) in ours.Zip(theirs)) Assert.True(one.allclose(other, 1e-6, 1e-6), $"{one.shape[0]} weights");
        foreach (var (one, other) in fused.state_dict().State.Cast<Adam.State>().Zip(adam.state_dict().State.Cast<Adam.State>()))
        {
            Assert.Equal(other.step, one.step);
            Assert.True(one.exp_avg!.allclose(other.exp_avg!, 1e-5, 1e-6));
            Assert.True(one.exp_avg_sq!.allclose(other.exp_avg_sq!, 1e-5, 1e-6));
        }
    }

    [Fact]
    public void Every_width_of_register_updates_the_same_numbers()
    {
        foreach (var size in _sizes)
        {
            var wide = Updated<Lanes16>(size);
            Assert.Equal(wide, Updated<Lanes8>(size));
            Assert.Equal(wide, Updated<Lanes1>(size));
            Assert.All(wide, number => Assert.NotEqual(1, number));
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_weight()
    {
        using var scope = NewDisposeScope();
        float[] Train(int threads)
        {
            var weights = Weights([100_003, 5]);
            using var adam = new FusedAdam(weights, 0.01);
            try
            {
                Threads.Use(threads);
                for (var step = 0; step < 3; step++)
                {
                    Slope(weights, step);
                    adam.step();
                }
            }
            finally
            {
                Threads.Use(1);
            }
            return [.. weights.SelectMany(weight => weight.data<float>())];
        }
        Assert.Equal(Train(1), Train(3));
    }

    [Fact]
    public void Weights_that_it_cannot_reach_are_updated_by_Adam_itself()
    {
        using var scope = NewDisposeScope();
        Parameter[] Make() => [new Parameter(ones(5, ScalarType.Float64)), new Parameter(arange(12).to(ScalarType.Float32).reshape(3, 4).t())];
        var (ours, theirs) = (Make(), Make());
        using var fused = new FusedAdam(ours, 0.1);
        using var adam = optim.Adam(theirs, 0.1);
        for (var step = 0; step < 5; step++)
        {
            Slope(ours, step);
            Slope(theirs, step);
            fused.step();
            adam.step();
        }
        foreach (var (one, other) in ours.Zip(theirs)) Assert.True(one.Equals(other));
    }

    [Fact]
    public void A_weight_without_a_gradient_rests()
    {
        using var scope = NewDisposeScope();
        var weights = Weights([3, 4]);
        using var adam = new FusedAdam(weights, 0.1);
        weights[0].sum().backward();
        var before = weights[1].detach().clone();
        adam.step();
        Assert.True(weights[1].Equals(before));
        Assert.Equal([1L, 0], adam.state_dict().State.Select(state => ((Adam.State)state).step));
    }

    static Parameter[] Weights(int[] sizes)
    {
        manual_seed(1);
        return Array.ConvertAll(sizes, size => new Parameter(randn(size)));
    }

    // A gradient that is another one at each step, and zero for some weights.
    static void Slope(Parameter[] weights, int step)
    {
        foreach (var weight in weights)
        {
            using (var gradient = weight.grad) gradient?.zero_();
            var wave = (arange(weight.NumberOfElements).to(weight.dtype).reshape(weight.shape) * 0.7 + step).sin().clamp(min: -0.3);
            (weight.square() * 0.05 + weight * wave * (step % 3 == 0 ? 1 : 1e-3)).sum().backward();
        }
    }

    static float[] Updated<T>(int size) where T : unmanaged, ILanes<T>
    {
        float[] weights = new float[size], gradients = new float[size], means = new float[size], squares = new float[size];
        Array.Fill(weights, 1);
        for (var i = 0; i < size; i++) (gradients[i], means[i], squares[i]) = ((i % 7) - 3.5f, i * 0.01f - 2.001f, i * 0.1f);
        var rule = new AdamRule(new Adam.Options { LearningRate = 0.1, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }, 3);
        fixed (float* w = weights, g = gradients, m = means, v = squares) rule.Update<T>(new AdamNumbers(w, m, v), g, size);
        return [.. weights, .. means.Select(mean => mean + 100), .. squares.Select(square => square + 100)];
    }
}
