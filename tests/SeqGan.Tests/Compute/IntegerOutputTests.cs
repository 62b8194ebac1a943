using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed unsafe class IntegerOutputTests
{
    const float Forbidden = -1e9f;

    // Weights of all sizes, one token far larger than the others, biases high and low, states at their limits.
    [Theory]
    [InlineData(1, 5, 1, 0)]
    [InlineData(3, 33, 0.001f, 5)]
    [InlineData(32, 700, 0.3f, 0.1f)]
    [InlineData(32, 100, 20, 30)]
    [InlineData(77, 64, 1, 200)]
    [InlineData(512, 65, 0.5f, 1)]
    [InlineData(2000, 40, 3, 1)]
    public void A_logit_is_as_far_off_as_it_says_and_none_is_above_the_highest(int hidden, int vocabulary, float weight, float bias)
    {
        var random = new Random(hidden);
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var weights = randn(vocabulary, hidden, generator: generator) * weight;
        weights[vocabulary / 2].mul_(5);
        var biases = randn(vocabulary, generator: generator) * bias;
        biases[0] = Forbidden;
        using var layer = new OutputLayer(weights, biases);
        var integers = layer.Integers;
        using AlignedFloats state = new AlignedFloats(hidden + 1).Clear(), pairs = new(integers.Pairs);
        for (var trial = 0; trial < 4; trial++)
        {
            for (var k = 0; k < hidden; k++) state.Start[k] = trial == 0 ? 1 : trial == 1 ? random.Next(2) * 2 - 1 : random.NextSingle() * 2 - 1;
            var (error, highest) = integers.Take(state.Start, pairs.Start);
            for (var token = 1; token < vocabulary; token++)
            {
                var (panel, column) = Math.DivRem(token, Tile.Columns);
                var sum = ((int*)integers.Start)[token];
                for (var k = 0; k < 2 * integers.Pairs; k++)
                    sum = checked(sum + ((short*)pairs.Start)[k] * ((short*)integers.Panel(panel))[2 * (k / 2 * Tile.Columns + column) + k % 2]);
                double exact = layer.Bias[token];
                for (var k = 0; k < hidden; k++) exact += (double)state.Start[k] * layer.Row(token)[k];
                var logit = sum / integers.Scale + integers.HighestBias;
                Assert.InRange(sum / integers.Scale, double.NegativeInfinity, highest);
                // A bias too far below the highest stands too high.
                Assert.InRange(logit - exact, -error, ((int*)integers.Start)[token] == -(1 << 30) ? double.PositiveInfinity : error);
                Assert.Equal(exact, layer.Logit(state.Start, token), 1e-5 * (1 + hidden * weight));
            }
            var forbidden = ((int*)integers.Start)[0] / integers.Scale;
            Assert.InRange(forbidden, double.NegativeInfinity, -IntegerOutput.Floor);
            if (vocabulary % Tile.Columns != 0) Assert.Equal(((int*)integers.Start)[0], ((int*)integers.Start)[vocabulary]); // padding
        }
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(0, float.NaN)]
    [InlineData(0, float.PositiveInfinity)]
    public void What_is_not_finite_has_no_bound(float weight, float bias)
    {
        using var scope = NewDisposeScope();
        var (weights, biases) = (zeros(9, 4), zeros(9));
        weights[3, 2] = weight;
        biases[5] = bias;
        using var layer = new OutputLayer(weights, biases);
        using AlignedFloats state = new AlignedFloats(4).Clear(), pairs = new(2);
        Assert.False(layer.Integers.Take(state.Start, pairs.Start).Error < double.PositiveInfinity);
    }
}
