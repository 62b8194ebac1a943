using SeqGan.Compute;
using SeqGan.Compute.Highway;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class GradientFactorsTests
{
    // batch, outputs, inputs
    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 1 }, { 3, 5, 7 }, { 64, 8, 32 }, { 5, 33, 47 }, { 70, 130, 90 }, { 2, 300, 33 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_step_with_factors_goes_where_Adam_goes_with_their_product(int batch, int outputs, int inputs)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Weights(outputs, inputs), Weights(outputs, inputs));
        using var fused = new FusedAdam(ours, 0.01, 0.8, 0.95);
        using var adam = optim.Adam(theirs, 0.01, 0.8, 0.95);
        for (var step = 0; step < 30; step++)
        {
            Tensor slopes = randn(2, batch, outputs), rows = randn(batch, inputs);
            for (var weight = 0; weight < 2; weight++) theirs[weight].grad = slopes[weight].t().mm(rows);
            ours[2].grad = theirs[2].grad = randn(4);
            using var factors = Of(ours, slopes, rows);
            factors.Close(ours);
            Assert.Single(factors.All);
            Assert.Null(ours[0].grad);
            fused.Step(factors.All);
            adam.step();
        }
        foreach (var (one, other) in ours.Zip(theirs)) Assert.True(one.allclose(other, 1e-5, 1e-6));
        foreach (var (one, other) in fused.state_dict().State.Cast<Adam.State>().Zip(adam.state_dict().State.Cast<Adam.State>()))
        {
            Assert.Equal(other.step, one.step);
            Assert.True(one.exp_avg!.allclose(other.exp_avg!, 1e-4, 1e-5));
            Assert.True(one.exp_avg_sq!.allclose(other.exp_avg_sq!, 1e-4, 1e-5));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Their_norm_is_the_products(int batch, int outputs, int inputs)
    {
        using var scope = NewDisposeScope();
        var weights = Weights(outputs, inputs);
        Tensor slopes = randn(2, batch, outputs), rows = randn(batch, inputs);
        weights[2].grad = ones(4);
        using var factors = Of(weights, slopes.clone(), rows);
        factors.Close(weights);
        var products = Enumerable.Range(0, 2).Sum(weight => slopes[weight].t().mm(rows).square().sum().ToDouble());
        Assert.Equal(products, factors.All[0].SquareSum<Lanes16>(), products * 1e-5);
        Assert.Equal(products, factors.All[0].SquareSum<Lanes8>(), products * 1e-5);
        Assert.Equal(products, factors.All[0].SquareSum<Lanes1>(), products * 1e-5);
        var norm = Math.Sqrt(products + 4);
        Assert.Equal(norm, GradientNorm.Clip(weights, norm / 3, factors.All), norm * 1e-5);
        Assert.Equal(norm / 3, GradientNorm.Clip(weights, double.PositiveInfinity, factors.All), norm * 1e-5);
        Assert.Equal(1.0 / 3, weights[2].grad![0].ToDouble(), 1e-5);
    }

    [Fact]
    public void A_norm_of_gradients_that_cancel_is_a_number()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(40, 90);
        for (var i = 0; i < 200; i++)
        {
            Tensor slope = randn(2, 1, 40), row = randn(1, 90);
            using var factors = Of(weights, cat([slope * (0.5 + 1e-5), slope * -(0.5 - 1e-5)], 1), cat([row, row], 0)); // one sequence, half real and half fake
            factors.Close(weights);
            Assert.InRange(factors.All[0].SquareSum<Lanes16>(), 0, 0.01);
            Assert.InRange(factors.All[0].SquareSum<Lanes8>(), 0, 0.01);
            Assert.InRange(factors.All[0].SquareSum<Lanes1>(), 0, 0.01);
        }
    }

    [Fact]
    public void A_number_that_is_not_finite_shows_in_the_norm()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(5, 40);
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            var slopes = zeros(2, 3, 5);
            slopes[1, 2, 4] = bad;
            using var factors = Of(weights, slopes, zeros(3, 40));
            factors.Close(weights);
            Assert.False(double.IsFinite(GradientNorm.Clip(weights, 1, factors.All)));
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        using var scope = NewDisposeScope();
        float[] On(int threads)
        {
            var weights = Weights(90, 75);
            using var adam = new FusedAdam(weights, 0.01);
            try
            {
                Threads.Use(threads);
                using var factors = Of(weights, randn(2, 9, 90), randn(9, 75));
                factors.Close(weights);
                var norm = (float)GradientNorm.Clip(weights, 0.5, factors.All);
                adam.Step(factors.All);
                return [norm, .. weights.SelectMany(weight => weight.data<float>())];
            }
            finally
            {
                Threads.Use(1);
            }
        }
        Assert.Equal(On(1), On(3));
    }

    [Fact]
    public void Every_width_of_register_updates_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        var (wide, half, one) = (Updated<Lanes16>(), Updated<Lanes8>(), Updated<Lanes1>());
        Assert.Equal(wide, half);
        Assert.Equal(wide, one);
    }

    [Fact]
    public void A_weight_with_another_gradient_gets_the_whole_as_libtorchs()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(6, 5);
        Tensor slopes = randn(2, 3, 6), rows = randn(3, 5);
        weights[1].grad = ones(6, 5);
        using var factors = Of(weights, slopes.clone(), rows);
        factors.Close(weights);
        Assert.Empty(factors.All);
        Assert.True(weights[0].grad!.allclose(slopes[0].t().mm(rows), 1e-5, 1e-6));
        Assert.True(weights[1].grad!.allclose(slopes[1].t().mm(rows) + 1, 1e-5, 1e-6));
    }

    [Fact]
    public void Factors_of_weights_that_are_not_trained_are_dropped()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(6, 5);
        using var factors = Of(weights, randn(2, 3, 6), randn(3, 5));
        factors.Close([weights[1]]);
        Assert.Empty(factors.All);
        Assert.Null(weights[0].grad);
        Assert.NotNull(weights[1].grad);
    }

    [Fact]
    public void Where_kernels_cannot_read_a_gradient_all_are_libtorchs()
    {
        using var scope = NewDisposeScope();
        Parameter[] weights = [.. Weights(6, 5), new Parameter(ones(3, ScalarType.Float64))];
        weights[3].grad = ones(3, ScalarType.Float64);
        using var factors = Of(weights, randn(2, 3, 6), randn(3, 5));
        factors.Close(weights);
        Assert.Empty(factors.All);
        Assert.NotNull(weights[0].grad);
    }

    [Fact]
    public void Where_Adam_itself_does_the_step_it_has_the_products()
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Weights(6, 5), Weights(6, 5));
        using var fused = new FusedAdam(ours, 0.1);
        using var adam = optim.Adam(theirs, 0.1, weight_decay: 0.5);
        fused.load_state_dict(adam.state_dict());
        Tensor slopes = randn(2, 3, 6), rows = randn(3, 5);
        for (var weight = 0; weight < 2; weight++) theirs[weight].grad = slopes[weight].t().mm(rows);
        using var factors = Of(ours, slopes, rows);
        factors.Close(ours);
        fused.Step(factors.All);
        adam.step();
        foreach (var (one, other) in ours.Zip(theirs)) Assert.True(one.allclose(other, 1e-5, 1e-6));
    }

    [Fact]
    public void Nobody_asks_for_factors_outside_of_a_players_backward_pass()
    {
        Assert.Null(GradientFactors.Current);
        using (var outer = new GradientFactors())
        {
            using (var inner = new GradientFactors()) Assert.Same(inner, GradientFactors.Current);
            Assert.Same(outer, GradientFactors.Current);
            outer.Close([]);
            Assert.Null(GradientFactors.Current);
        }
        Assert.Null(GradientFactors.Current);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_player_of_highway_layers_learns_what_Adam_learns(bool bfloat16, bool twice)
    {
        using var scope = NewDisposeScope();
        Tensor[] Train(bool fused)
        {
            manual_seed(5);
            var (gate, transform) = (nn.Linear(40, 40), nn.Linear(40, 40));
            using var network = nn.Sequential(gate, transform);
            using var player = new Player<Sequential>("one", network, fused ? new FusedAdam(network.parameters(), 0.01) : optim.Adam(network.parameters(), 0.01)) { ClipNorm = 0.1 };
            for (var step = 0; step < 10; step++)
            {
                using var inner = NewDisposeScope();
                var input = randn(16, 40);
                Tensor Layer(Tensor rows) => bfloat16 ? Bfloat16Layer.Of(rows, gate, transform) : HighwayLayer.Of(rows, gate, transform);
                var output = Layer(input);
                if (twice) output = Layer(output);
                player.Minimize((output - input.roll(1, 0)).square().mean());
            }
            return [.. network.parameters().Select(parameter => parameter.detach().clone())];
        }
        foreach (var (one, other) in Train(true).Zip(Train(false))) Assert.InRange((one - other).norm().ToDouble() / other.norm().ToDouble(), 0, bfloat16 ? 0.03 : 1e-4); // Adam makes a step of the rate of the smallest gradient, and bf16 rounds it
    }

    static unsafe float[] Updated<T>() where T : unmanaged, ILanes<T>
    {
        var weights = Weights(43, 75);
        Tensor mean = randn(43, 75), square = rand(43, 75);
        using var gradient = new FactoredGradient([0, 0], randn(2, 9, 43), randn(9, 75));
        float* Start(Tensor tensor) => new TensorMemory<float>(tensor, tensor.shape).Start;
        var rule = new AdamRule(new Adam.Options { LearningRate = 0.1, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }, 3);
        var update = new FactoredAdam(gradient, 1, new AdamNumbers(Start(weights[0]), Start(mean), Start(square)), rule);
        using var scratch = FactoredAdam.Scratch([gradient]);
        for (var part = 0; part < update.Parts; part++) update.Run<T>(part, scratch);
        return [.. weights[0].data<float>(), .. mean.data<float>(), .. square.data<float>()];
    }

    static GradientFactors Of(Parameter[] weights, Tensor slopes, Tensor inputs)
    {
        var factors = new GradientFactors();
        factors.Add([GradientFactors.PlaceOf(weights[0]), GradientFactors.PlaceOf(weights[1])], slopes, inputs);
        return factors;
    }

    // Two matrices and something else.
    static Parameter[] Weights(int outputs, int inputs)
    {
        manual_seed(1);
        return [new Parameter(randn(outputs, inputs)), new Parameter(randn(outputs, inputs)), new Parameter(randn(4))];
    }
}
