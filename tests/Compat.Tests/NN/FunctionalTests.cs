using TorchSharp;

using static TorchSharp.torch;

using F = TorchSharp.torch.nn.functional;

namespace SeqGan.Compat.Tests.NN;

public sealed class FunctionalTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _x = Numbers.Of([6], -2, -0.5f, 0, 0.5f, 2, 30);
    readonly Tensor _logits = Numbers.Of([2, 3], 1, 2, 0.5f, 0, -1, 3);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Activations_have_PyTorchs_values()
    {
        Numbers.AreClose([0, 0, 0, 0.5f, 2, 30], F.relu(_x));
        Numbers.AreClose([-0.4f, -0.1f, 0, 0.5f, 2, 30], F.leaky_relu(_x, 0.2));
        Numbers.AreClose([0.119202919f, 0.377540678f, 0.5f, 0.622459352f, 0.880797029f, 1], F.sigmoid(_x));
        Numbers.AreClose([-0.964027584f, -0.462117165f, 0, 0.462117165f, 0.964027584f, 1], F.tanh(_x));
        Numbers.AreClose([0.126928002f, 0.474076986f, 0.693147182f, 0.974076986f, 2.12692809f, 30], F.softplus(_x));
    }

    [Fact]
    public void Softmax_sums_to_one_and_log_softmax_is_its_logarithm()
    {
        Numbers.AreClose([0.231223896f, 0.628531694f, 0.14024438f, 0.0466126204f, 0.017147826f, 0.936239541f], F.softmax(_logits, 1));
        Numbers.AreClose([-1.46436882f, -0.46436879f, -1.96436882f, -3.06588387f, -4.06588411f, -0.0658839121f], F.log_softmax(_logits, 1));
        Assert.Equal(ScalarType.Float64, F.softmax(_logits, 1, ScalarType.Float64).dtype);
    }

    [Fact]
    public void Pad_one_hot_and_pools_have_PyTorchs_values()
    {
        Numbers.AreClose([7, 1, 2, 0.5f, 7, 7, 7, 0, -1, 3, 7, 7], F.pad(_logits, (1, 2), value: 7));
        Numbers.AreClose([2, 1, 2, 0.5f, -1, 0, -1, 3], F.pad(_logits.unsqueeze(0), [1, 0], PaddingModes.Reflect));
        Assert.Equal([0, 0, 1, 1, 0, 0], F.one_hot(tensor(new long[] { 2, 0 }), 3).data<long>().ToArray());
        var image = Numbers.Ramp(1, 1, 1, 4, 4);
        Numbers.AreClose([5, 7, 13, 15], F.max_pool2d(image, 2));
        Numbers.AreClose([2.5f, 4.5f, 10.5f, 12.5f], F.avg_pool2d(image, 2));
    }

    [Fact]
    public void A_linear_map_multiplies_by_the_transposed_weight_and_adds_the_bias()
    {
        var weight = Numbers.Of([2, 3], 1, 0, -1, 2, 1, 0.5f);
        Numbers.AreClose([0.5f, 4.25f, -3, 0.5f], F.linear(_logits, weight));
        Numbers.AreClose([10.5f, 24.25f, 7, 20.5f], F.linear(_logits, weight, Numbers.Of([2], 10, 20)));
    }

    [Fact]
    public void Dropout_refuses_what_is_no_probability() => Assert.ThrowsAny<Exception>(() => F.dropout(_x, 1.5));
}
