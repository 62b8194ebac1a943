using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

// Expected numbers: PyTorch 1.13 on the CPU after torch.manual_seed(0); these sequences have not changed since 1.0.
[Collection(SequentialCollection.Name)]
public sealed class RandomTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static void Near(double[] expected, Tensor actual)
    {
        var found = actual.to(float64).data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < found.Length; k++)
            Assert.Equal(expected[k], found[k], 1e-6);
    }

    [Fact]
    public void A_seed_gives_the_uniform_numbers_of_pytorch()
    {
        manual_seed(0);
        Near([0.496256590, 0.768221796, 0.088477433, 0.132030487], rand(4));
        manual_seed(0);
        Near([0.970053002, 0.707819864, 0.459382943], rand(3, dtype: float64));
        manual_seed(0);
        Near([-0.007486820, 0.536443591, -0.823045135], empty(3).uniform_(-1, 1));
    }

    [Fact]
    public void A_seed_gives_the_normal_numbers_of_pytorch()
    {
        manual_seed(0);
        Near([1.540996075, -0.293428898, -2.178789377, 0.568431258], randn(4));
        manual_seed(0);
        Near([6.622988224, 1.119713306, -4.536368370], empty(3).normal_(2, 3));
    }

    [Fact]
    public void A_seed_gives_the_integers_and_permutations_of_pytorch()
    {
        manual_seed(0);
        Assert.Equal([44, 39, 33, 60, 63, 79], randint(0, 100, [6L]).data<long>().ToArray());
        manual_seed(0);
        Assert.Equal([4, 1, 7, 5, 3, 9, 0, 8, 6, 2], randperm(10).data<long>().ToArray());
    }

    [Fact]
    public void A_generator_has_a_sequence_of_its_own()
    {
        using var generator = new Generator(42);
        manual_seed(0);
        Near([0.882269263, 0.915003955, 0.382863760], rand(3, generator: generator));
        Near([0.496256590, 0.768221796], rand(2));
        Assert.Equal(42, generator.initial_seed());
        generator.manual_seed(0);
        Near([0.496256590, 0.768221796], rand(2, generator: generator));
    }

    [Fact]
    public void The_state_of_a_generator_can_be_saved_and_restored()
    {
        using var generator = new Generator(7);
        rand(5, generator: generator);
        var state = generator.get_state();
        var first = randn(20, generator: generator);
        generator.set_state(state);
        Assert.True(first.Equals(randn(20, generator: generator)));
        Assert.False(first.Equals(randn(20, generator: generator)));
    }

    [Fact]
    public void The_state_of_the_default_generator_can_be_saved_and_restored()
    {
        manual_seed(3);
        randn(5);
        var state = random.get_rng_state();
        var first = tensor(new[] { 0.1f, 0.2f, 0.3f, 0.4f }).multinomial(50, replacement: true);
        random.set_rng_state(state);
        Assert.True(first.Equals(tensor(new[] { 0.1f, 0.2f, 0.3f, 0.4f }).multinomial(50, replacement: true)));
    }

    [Fact]
    public void Multinomial_draws_as_often_as_the_weights_say()
    {
        using var generator = new Generator(1);
        var draws = tensor(new[] { 1f, 0f, 3f }).multinomial(40_000, replacement: true, generator: generator);
        var counts = draws.bincount(null, 3).data<long>().ToArray();
        Assert.InRange(counts[0], 9_600, 10_400);
        Assert.Equal(0, counts[1]);
        var permutation = ones(6).multinomial(6, generator: generator).sort().Values;
        Assert.Equal([0, 1, 2, 3, 4, 5], permutation.data<long>().ToArray());
    }

    [Fact]
    public void Bernoulli_draws_follow_their_probabilities()
    {
        using var generator = new Generator(1);
        Assert.InRange(full(40_000, 0.25f).bernoulli(generator).mean().item<float>(), 0.24f, 0.26f);
        Assert.InRange(empty(40_000).bernoulli_(0.75, generator).mean().item<float>(), 0.74f, 0.76f);
    }

    [Fact]
    public void Random_tensors_refuse_integer_types() => Assert.Throws<ArgumentException>(() => randn(2, dtype: int64));
}
