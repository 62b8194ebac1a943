using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

[Collection(OneAtATime.Name)]
public sealed class GradientPenaltyTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public GradientPenaltyTests() => manual_seed(3);

    public void Dispose() => _scope.Dispose();

    // D(x) = w · x has the gradient w everywhere.
    static Func<Tensor, Tensor> Linear(Tensor weight) => x => (x * weight).flatten(1).sum(dim: 1);

    // D(x) = |x|² / 2 has the gradient x: the penalty tells where it was taken.
    static Tensor Bowl(Tensor x) => x.square().flatten(1).sum(dim: 1) / 2;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 7)]
    [InlineData(3, 8, 8)]
    public void A_linear_critic_pays_for_the_length_of_its_weight_exactly(int channels, int height, int width)
    {
        var weight = randn([channels, height, width], float64);
        var length = weight.norm().ToDouble();
        Tensor real = randn([4, channels, height, width], float64), fake = randn([4, channels, height, width], float64);
        var alpha = rand([4, 1, 1, 1], float64);
        Assert.Equal((length - 1) * (length - 1), GradientPenalties.WganGp(Linear(weight), real, fake, alpha).ToDouble(), 1e-10);
        Assert.Equal((length - 1) * (length - 1), GradientPenalties.Dragan(Linear(weight), real, rand_like(real), alpha).ToDouble(), 1e-10);
        Assert.Equal(length * length / 2, GradientPenalties.ZeroCentred(Linear(weight), real).ToDouble(), 1e-10);
    }

    [Fact]
    public void The_slope_of_wgan_gp_is_taken_between_real_and_fake_rows()
    {
        Tensor real = tensor(new[] { 3.0, 4, 1, 0 }, [2, 2]), fake = tensor(new[] { 0.0, 0, 0, 2 }, [2, 2]), alpha = tensor(new[] { 0.5, 0.25 }, [2, 1]);
        // 0.5 (3, 4) has the length 2.5; 0.25 (1, 0) + 0.75 (0, 2) has sqrt(0.0625 + 2.25)
        var second = Math.Sqrt(2.3125) - 1;
        Assert.Equal((1.5 * 1.5 + second * second) / 2, GradientPenalties.WganGp(Bowl, real, fake, alpha).ToDouble(), 1e-12);
    }

    [Fact]
    public void The_slope_of_dragan_is_taken_around_real_rows()
    {
        Tensor real = tensor(new[] { 1.0, 2, 3, 6 }, [2, 2]), noise = tensor(new[] { 0.0, 1, 0.5, 0.25 }, [2, 2]), alpha = tensor(new[] { 1.0, 0.5 }, [2, 1]);
        var half = Math.Sqrt(14.0 / 4) / 2; // half the deviation of 1, 2, 3, 6 around 3, over 4 and not over 3
        double Length(double x, double y) => Math.Sqrt(x * x + y * y) - 1;
        double first = Length(1, 2 + half), second = Length(3 + half * 0.25, 6 + half * 0.125);
        Assert.Equal((first * first + second * second) / 2, GradientPenalties.Dragan(Bowl, real, noise, alpha).ToDouble(), 1e-12);
    }

    [Fact]
    public void The_zero_centred_penalty_is_half_the_squared_slope_at_the_rows() =>
        Assert.Equal((25 + 4) / 2.0 / 2, GradientPenalties.ZeroCentred(Bowl, tensor(new[] { 3.0, 4, 0, 2 }, [2, 2])).ToDouble(), 1e-12);

    [Fact]
    public void The_penalties_teach_the_critic_what_their_values_say()
    {
        Tensor real = randn([3, 1, 2, 2], float64), fake = randn([3, 1, 2, 2], float64), weight = randn([1, 2, 2], float64) + 1;
        Tensor alpha = rand([3, 1, 1, 1], float64), noise = rand_like(real);
        Func<Tensor, Tensor> Critic(Tensor w) => x => (x * w).tanh().flatten(1).sum(dim: 1);
        Slope.IsRight(w => GradientPenalties.WganGp(Critic(w), real, fake, alpha), weight);
        Slope.IsRight(w => GradientPenalties.Dragan(Critic(w), real, noise, alpha), weight);
        Slope.IsRight(w => GradientPenalties.ZeroCentred(Critic(w), real), weight);
    }

    [Fact]
    public void Neither_the_generator_nor_the_data_learns_from_a_penalty()
    {
        Tensor real = randn([3, 4]), fake = randn([3, 4]).requires_grad_(), weight = randn(4).requires_grad_();
        GradientPenalties.WganGp(x => (x * weight).tanh().sum(dim: 1), real, fake, rand(3, 1)).backward();
        Assert.Null(fake.grad);
        Assert.False(real.requires_grad);
        Assert.NotNull(weight.grad);
    }

    [Fact]
    public void A_flat_critic_has_a_penalty_and_no_gradient_that_is_not_a_number()
    {
        var weight = zeros(4).requires_grad_();
        var penalty = GradientPenalties.WganGp(x => (x * weight).sum(dim: 1), randn(3, 4), randn(3, 4), rand(3, 1));
        Assert.Equal(1, penalty.ToDouble(), 1e-6);
        penalty.backward();
        Assert.True(weight.grad!.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Alpha_is_one_number_a_row_and_the_noise_one_an_element()
    {
        Tensor? seen = null;
        Tensor Look(Tensor x)
        {
            seen = x.detach().flatten(1); // [batch, elements]
            return Bowl(x);
        }

        GradientPenalties.Of(GradientPenalty.WganGp, Look, ones(50, 1, 3, 3), zeros(50, 1, 3, 3));
        Assert.Equal(0, seen!.std([1]).max().ToDouble(), 1e-6);
        var alphas = seen[TensorIndex.Ellipsis, 0].data<float>().ToArray();
        Assert.Equal(50, alphas.Distinct().Count());
        Assert.InRange(alphas.Average(), 0.35, 0.65);
        Assert.InRange(alphas.Max(), 0.85, 1);

        var real = cat([ones(25, 1, 3, 3), -ones(25, 1, 3, 3)]); // deviation 1: moved by up to a half
        GradientPenalties.Of(GradientPenalty.Dragan, Look, real, zeros(50, 1, 3, 3));
        var moves = (seen! - real.flatten(1)).flatten().data<float>().ToArray();
        Assert.InRange(moves.Min(), -1e-6, 0.02);
        Assert.InRange(moves.Max(), 0.35, 0.5);
        Assert.True((seen! - real.flatten(1)).std([1]).max().ToDouble() > 0.05);
    }

    [Theory]
    [InlineData(GradientPenalty.WganGp)]
    [InlineData(GradientPenalty.Dragan)]
    [InlineData(GradientPenalty.R1)]
    public void A_penalty_is_a_function_of_torchs_seed(GradientPenalty penalty)
    {
        Tensor real = randn(5, 2), fake = randn(5, 2);
        double At(long seed)
        {
            manual_seed(seed);
            return GradientPenalties.Of(penalty, Bowl, real, fake).ToDouble();
        }

        Assert.Equal(At(1), At(1));
        Assert.Equal(penalty == GradientPenalty.R1, At(1) == At(2));
    }

    [Fact]
    public void No_penalty_costs_nothing_and_asks_the_critic_nothing()
    {
        var none = GradientPenalties.Of(GradientPenalty.None, _ => throw new InvalidOperationException(), ones(2, 3), ones(2, 3));
        Assert.Equal(0, none.ToDouble());
        Assert.Empty(none.shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientPenalties.Of((GradientPenalty)99, Bowl, ones(2, 3), ones(2, 3)));
    }

    [Fact]
    public void Clipped_weights_lie_within_the_bound_and_their_optimiser_goes_on()
    {
        using var module = nn.Sequential(("convolution", nn.Conv2d(1, 3, 3L)), ("norm", nn.BatchNorm2d(3)));
        var before = module.parameters().ToArray();
        WeightClip.Apply(module, 0.05);
        Assert.Equal(before, module.parameters(), ReferenceEqualityComparer.Instance);
        Assert.All(module.parameters(), parameter => Assert.InRange(parameter.abs().max().ToDouble(), 0, 0.05 + 1e-7));
        Assert.All(module.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal(0.05, module.get_parameter("norm.weight")!.min().ToDouble(), 1e-7); // was 1
        Assert.Equal(1, module.get_buffer("norm.running_var")!.min().ToDouble());
    }
}
