using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

using F = TorchSharp.torch.nn.functional;

namespace SeqGan.Compat.Tests.NN;

public sealed class LossesTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _logits = Numbers.Of([2, 3], 1, 2, 0.5f, 0, -1, 3);
    readonly Tensor _target = Numbers.Of([2, 3], 1, 0, 1, 0, 1, 0.5f);
    readonly Tensor _weights = Numbers.Of([3], 1, 2, 3);
    readonly Tensor _classes = tensor(new long[] { 1, 2 });

    public void Dispose() => _scope.Dispose();

    static void Is(double expected, Tensor loss) => Assert.Equal(expected, loss.item<float>(), 1e-6);

    [Fact]
    public void Cross_entropy_reduces_weighs_ignores_and_smooths()
    {
        Is(0.265126348, F.cross_entropy(_logits, _classes));
        Is(0.530252695, F.cross_entropy(_logits, _classes, reduction: Reduction.Sum));
        Numbers.AreClose([0.46436879f, 0.0658839121f], F.cross_entropy(_logits, _classes, reduction: Reduction.None));
        Is(0.225277856, F.cross_entropy(_logits, _classes, _weights));
        Is(0.46436879, F.cross_entropy(_logits, _classes, ignore_index: 2));
        Is(0.423459709, F.cross_entropy(_logits, _classes, label_smoothing: 0.1));
    }

    [Fact]
    public void Binary_cross_entropy_with_logits_weighs_positives_and_elements()
    {
        Is(1.07821047, F.binary_cross_entropy_with_logits(_logits, _target));
        Is(1.46321106, F.binary_cross_entropy_with_logits(_logits, _target, pos_weights: _weights));
        Numbers.AreClose([0.313261658f, 4.25385618f, 1.42223096f, 0.693147182f, 2.62652326f, 4.64576197f], F.binary_cross_entropy_with_logits(_logits, _target, _weights, Reduction.None));
    }

    [Fact]
    public void The_regression_loss_is_the_mean_or_the_sum_of_squares()
    {
        Is(2.41666675, F.mse_loss(_logits, _target));
        Is(14.5, F.mse_loss(_logits, _target, Reduction.Sum));
    }
}
