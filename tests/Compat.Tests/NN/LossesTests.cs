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
        Is(0.265126348, F.nll_loss(F.log_softmax(_logits, 1), _classes));
    }

    [Fact]
    public void Binary_cross_entropy_with_logits_weighs_positives_and_elements()
    {
        Is(1.07821047, F.binary_cross_entropy_with_logits(_logits, _target));
        Is(1.46321106, F.binary_cross_entropy_with_logits(_logits, _target, pos_weights: _weights));
        Numbers.AreClose([0.313261658f, 4.25385618f, 1.42223096f, 0.693147182f, 2.62652326f, 4.64576197f], F.binary_cross_entropy_with_logits(_logits, _target, _weights, Reduction.None));
        Is(1.07821035, F.binary_cross_entropy(F.sigmoid(_logits), _target));
    }

    [Fact]
    public void Regression_losses_are_squares_and_absolutes()
    {
        Is(2.41666675, F.mse_loss(_logits, _target));
        Is(1.16666663, F.l1_loss(_logits, _target));
        Is(0.854166687, F.smooth_l1_loss(_logits, _target));
        Is(6, F.smooth_l1_loss(_logits, _target, Reduction.Sum, beta: 0.5));
    }

    [Fact]
    public void Loss_modules_are_their_functions()
    {
        Is(0.265126348, CrossEntropyLoss().call(_logits, _classes));
        Is(0.225277856, CrossEntropyLoss(_weights).call(_logits, _classes));
        Is(0.46436879, CrossEntropyLoss(ignore_index: 2).call(_logits, _classes));
        Is(0.265126348, NLLLoss().call(F.log_softmax(_logits, 1), _classes));
        Is(1.07821047, BCEWithLogitsLoss().call(_logits, _target));
        Is(1.46321106, BCEWithLogitsLoss(pos_weights: _weights).call(_logits, _target));
        Is(2.41666675, MSELoss().call(_logits, _target));
        Is(14.5, MSELoss(Reduction.Sum).call(_logits, _target));
        Is(1.16666663, L1Loss().call(_logits, _target));
    }
}
