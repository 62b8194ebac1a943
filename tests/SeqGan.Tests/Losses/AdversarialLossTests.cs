using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

[Collection(OneAtATime.Name)]
public sealed class AdversarialLossTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _real = tensor(new[] { 2.0, -1.0, 0.25 });
    readonly Tensor _fake = tensor(new[] { -3.0, 0.5, 1.5, -0.25 });

    public void Dispose() => _scope.Dispose();

    static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    static double Mean(params double[] values) => values.Average();

    public static TheoryData<AdversarialLoss, double, double> ByHand => new()
    {
        {
            AdversarialLoss.Minimax,
            Mean(Softplus(-2), Softplus(1), Softplus(-0.25)) + Mean(Softplus(-3), Softplus(0.5), Softplus(1.5), Softplus(-0.25)),
            -Mean(Softplus(-3), Softplus(0.5), Softplus(1.5), Softplus(-0.25))
        },
        {
            AdversarialLoss.NonSaturating,
            Mean(Softplus(-2), Softplus(1), Softplus(-0.25)) + Mean(Softplus(-3), Softplus(0.5), Softplus(1.5), Softplus(-0.25)),
            Mean(Softplus(3), Softplus(-0.5), Softplus(-1.5), Softplus(0.25))
        },
        { AdversarialLoss.LeastSquares, (Mean(1, 4, 0.5625) + Mean(9, 0.25, 2.25, 0.0625)) / 2, Mean(16, 0.25, 0.25, 1.5625) / 2 },
        { AdversarialLoss.Wasserstein, Mean(-3, 0.5, 1.5, -0.25) - Mean(2, -1, 0.25), -Mean(-3, 0.5, 1.5, -0.25) },
        { AdversarialLoss.Hinge, Mean(0, 2, 0.75) + Mean(0, 1.5, 2.5, 0.75), -Mean(-3, 0.5, 1.5, -0.25) },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void The_losses_have_their_closed_forms(AdversarialLoss loss, double discriminator, double generator)
    {
        Assert.Equal(discriminator, AdversarialLosses.Discriminator(loss, _real, _fake).ToDouble(), 1e-12);
        Assert.Equal(generator, AdversarialLosses.Generator(loss, _fake).ToDouble(), 1e-12);
    }

    [Fact]
    public void Every_game_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<AdversarialLoss>(), ByHand.Select(row => (AdversarialLoss)row[0]));

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Their_gradients_are_what_the_values_say(AdversarialLoss loss, double discriminator, double generator)
    {
        Assert.NotEqual(discriminator, generator);
        Slope.IsRight(real => AdversarialLosses.Discriminator(loss, real, _fake), _real);
        Slope.IsRight(fake => AdversarialLosses.Discriminator(loss, _real, fake), _fake);
        Slope.IsRight(fake => AdversarialLosses.Generator(loss, fake), _fake);
    }

    [Theory]
    [InlineData(AdversarialLoss.Minimax)]
    [InlineData(AdversarialLoss.NonSaturating)]
    [InlineData(AdversarialLoss.LeastSquares)]
    [InlineData(AdversarialLoss.Wasserstein)]
    [InlineData(AdversarialLoss.Hinge)]
    public void Every_discriminator_wants_reals_above_fakes_and_every_generator_its_fakes_higher(AdversarialLoss loss)
    {
        Tensor reals = tensor(new[] { 0.3, 0.4 }, requires_grad: true), fakes = tensor(new[] { 0.1, 0.2 }, requires_grad: true);
        AdversarialLosses.Discriminator(loss, reals, fakes).backward();
        Assert.True(reals.grad!.max().ToDouble() < 0);
        Assert.True(fakes.grad!.min().ToDouble() > 0);
        fakes.grad = null;
        AdversarialLosses.Generator(loss, fakes).backward();
        Assert.True(fakes.grad!.max().ToDouble() < 0);
    }

    [Fact]
    public void Logits_far_out_cost_finite_numbers()
    {
        var far = tensor(new[] { 1e4f, -1e4f });
        foreach (var loss in new[] { AdversarialLoss.Minimax, AdversarialLoss.NonSaturating })
        {
            Assert.Equal(1e4, AdversarialLosses.Discriminator(loss, far, far).ToDouble(), 1e-2);
            Assert.Equal(5e3, Math.Abs(AdversarialLosses.Generator(loss, far).ToDouble()), 1e-2);
        }
    }

    [Fact]
    public void Where_nothing_can_be_told_the_original_game_stands_at_log_4() =>
        Assert.Equal(Math.Log(4), Minimax.Discriminator(zeros(5, float64), zeros(3, float64)).ToDouble(), 1e-12);

    [Fact]
    public void The_least_squares_targets_can_be_others()
    {
        Assert.Equal((Mean(1, 4, 0.5625) + Mean(4, 2.25, 6.25, 0.5625)) / 2, LeastSquares.Discriminator(_real, _fake, a: -1, b: 1).ToDouble(), 1e-12);
        Assert.Equal(Mean(9, 0.25, 2.25, 0.0625) / 2, LeastSquares.Generator(_fake, c: 0).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_game_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AdversarialLosses.Discriminator((AdversarialLoss)99, _real, _fake));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdversarialLosses.Generator((AdversarialLoss)99, _fake));
    }

    [Fact]
    public void A_loss_sensitive_margin_is_the_samples_distance()
    {
        var (x, y) = (tensor(new[] { 0.0, 1, 2, 3, 1, 1, 1, 1 }, [2, 1, 2, 2]), tensor(new[] { 1.0, 1, 0, 3, 1, 1, 1, -1 }, [2, 1, 2, 2]));
        Assert.Equal([0.75, 0.5], LossSensitive.Margin(x, y).data<double>().ToArray());
        var two = LossSensitive.Margin(x, y, p: 2).data<double>().ToArray();
        Assert.Equal(Math.Sqrt(5.0 / 4), two[0], 1e-12);
        Assert.Equal(1, two[1], 1e-12);
    }

    [Fact]
    public void A_loss_sensitive_critic_pays_for_reals_and_violated_margins_only()
    {
        Tensor real = tensor(new[] { 0.5, 1.0 }), fake = tensor(new[] { 0.75, 4.0 }), margin = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Assert.Equal(0.75 + 3 * (0.75 + 0) / 2, LossSensitive.Discriminator(real, fake, margin, weight: 3).ToDouble(), 1e-12);
        Assert.Equal(2.375, LossSensitive.Generator(fake).ToDouble(), 1e-12);
        Slope.IsRight(values => LossSensitive.Discriminator(values, fake, margin, 3), real);
        Slope.IsRight(values => LossSensitive.Discriminator(real, values, margin, 3), fake);
        Assert.Null(margin.grad); // the generator does not learn to please the margin
    }

    [Fact]
    public void A_boundary_equilibrium_weighs_fakes_by_k()
    {
        var reconstruction = BoundaryEquilibrium.Reconstruction(tensor(new[] { 1.0, 2, 3, 4 }), tensor(new[] { 1.5, 2, 1, 4 }));
        Assert.Equal(0.625, reconstruction.ToDouble(), 1e-12);
        Assert.Equal(4.25 / 4, BoundaryEquilibrium.Reconstruction(tensor(new[] { 1.0, 2, 3, 4 }), tensor(new[] { 1.5, 2, 1, 4 }), power: 2).ToDouble(), 1e-12);
        Assert.Equal(0.625 - 0.3 * 2, BoundaryEquilibrium.Discriminator(reconstruction, tensor(2.0), 0.3).ToDouble(), 1e-12);
    }

    [Theory] // k + rate (diversity real - fake), cut to 0..1
    [InlineData(0.2, 4, 1, 0.5, 0.01, 0.21)]
    [InlineData(0.2, 4, 3, 0.5, 0.01, 0.19)]
    [InlineData(0.0, 1, 9, 0.5, 0.01, 0)]
    [InlineData(0.999, 100, 0, 0.7, 0.1, 1)]
    public void The_balance_of_a_boundary_equilibrium_stays_within_0_and_1(double k, double real, double fake, double diversity, double rate, double next) =>
        Assert.Equal(next, BoundaryEquilibrium.Next(k, real, fake, diversity, rate), 1e-12);

    [Fact]
    public void A_balance_that_is_not_a_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => BoundaryEquilibrium.Next(0.1, double.NaN, 1));

    [Fact]
    public void The_balance_comes_to_rest_where_the_fakes_cost_their_share()
    {
        var k = 0.4;
        for (var step = 0; step < 100; step++) k = BoundaryEquilibrium.Next(k, 2, 1);
        Assert.Equal(0.4, k);
        Assert.Equal(2, BoundaryEquilibrium.Convergence(2, 1), 1e-12);
        Assert.Equal(2.25, BoundaryEquilibrium.Convergence(2, 0.75), 1e-12);
        Assert.Equal(2.4, BoundaryEquilibrium.Convergence(2, 1, diversity: 0.7), 1e-12);
    }
}
