using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class LstmSequencesTests
{
    static Tensor[] Weights(LSTM lstm)
    {
        var weights = lstm.named_parameters().ToDictionary(one => one.name, one => one.parameter);
        return [weights["weight_ih_l0"], weights["weight_hh_l0"], weights["bias_ih_l0"], weights["bias_hh_l0"]];
    }

    // States and gradients of a loss that weighs every state differently.
    static (Tensor States, Tensor[] Gradients) Run(Tensor inputs, Tensor[] weights, Func<Tensor> states)
    {
        Tensor[] leaves = [inputs, .. weights];
        foreach (var leaf in leaves) leaf.grad = null;
        var all = states(); // [batch, time, hidden]
        (all * arange(all.numel(), dtype: ScalarType.Float32).reshape(all.shape).sin()).sum().backward();
        return (all.detach(), [.. leaves.Select(leaf => leaf.grad!.clone())]);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 7, 9)]
    [InlineData(17, 20, 32, 32)]
    [InlineData(8, 40, 20, 50)]
    public void States_and_gradients_are_those_of_libtorch(int batch, int time, int width, int hidden)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var lstm = nn.LSTM(width, hidden, batchFirst: true);
        var (inputs, weights) = (randn(batch, time, width, requires_grad: true), Weights(lstm));
        var expected = Run(inputs, weights, () => lstm.forward(inputs).Item1);
        var actual = Run(inputs, weights, () => LstmSequences.apply(inputs, weights[0], weights[1], weights[2], weights[3]));
        Near(expected.States, actual.States);
        foreach (var (left, right) in expected.Gradients.Zip(actual.Gradients)) Near(left, right);
    }

    [Fact]
    public void Every_width_of_register_computes_the_same()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var lstm = nn.LSTM(6, 20, batchFirst: true);
        var (inputs, outer) = (randn(11, 7, 6), randn(11, 7, 20));
        var wide = Pass<Lanes16>();
        foreach (var narrow in new[] { Pass<Lanes8>(), Pass<Lanes1>() })
            foreach (var (left, right) in wide.Zip(narrow)) Near(left, right);

        Tensor[] Pass<T>() where T : unmanaged, ILanes<T>
        {
            var weights = Weights(lstm);
            using var gates = new LstmGates(weights[0], weights[1], weights[2], weights[3]);
            var (hidden, rows, opened, cells) = (empty(11, 7, 20), zeros(2, 8, 8, gates.Stride), empty(2, 7, 8, 4 * gates.Units), zeros(2, 8, 8, gates.Units));
            LstmSequences.Forward<T>(gates, inputs, hidden, rows, opened, cells);
            List<Tensor> gradients = [empty(11, 7, 6), .. weights.Select(weight => empty_like(weight))];
            new LstmSequences.Backward(gates, outer, rows, opened, cells, gradients).Run<T>();
            return [hidden, .. gradients];
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var lstm = nn.LSTM(12, 20, batchFirst: true);
        var (inputs, weights) = (randn(50, 9, 12, requires_grad: true), Weights(lstm));
        float[] Numbers() => [.. Run(inputs, weights, () => LstmSequences.apply(inputs, weights[0], weights[1], weights[2], weights[3])).Gradients.SelectMany(gradient => gradient.reshape(-1).data<float>().ToArray())];
        var alone = Numbers();
        var threads = Threads.Count;
        try
        {
            Threads.Use(3);
            Assert.Equal(alone, Numbers());
        }
        finally
        {
            Threads.Use(threads);
        }
    }

    // 1e-4 of the largest element.
    static void Near(Tensor expected, Tensor actual) =>
        Assert.InRange((expected - actual).abs().max().ToDouble() / Math.Max(expected.abs().max().ToDouble(), 1e-3), 0, 1e-4);

    [Fact]
    public void What_is_too_large_to_be_read_in_place_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        Tensor Inputs(long batch, long time) => zeros(1, 1, 1).expand(batch, time, 32);
        Assert.True(LstmSequences.Reaches(Inputs(64, 2000), 512));
        Assert.False(LstmSequences.Reaches(Inputs(64, 4096), 512)); // gates of 2^31 bytes
        Assert.False(LstmSequences.Reaches(Inputs(512, 512), 512));
    }
}
