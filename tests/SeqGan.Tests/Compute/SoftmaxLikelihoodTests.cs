using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class SoftmaxLikelihoodTests
{
    // Tails of rows, hidden units and vocabulary; a vocabulary whose rows would be a power of two apart; several blocks.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 2 }, { 13, 7, 37 }, { 300, 33, 100 }, { 24, 32, 1024 }, { 1000, 40, 3001 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_loss_and_its_gradients_are_those_of_libtorch(int rows, int hidden, int vocabulary)
    {
        Check<Lanes16>(rows, hidden, vocabulary);
        Check<Lanes8>(rows, hidden, vocabulary);
        Check<Lanes1>(Math.Min(rows, 50), hidden, vocabulary);
    }

    static void Check<T>(int rows, int hidden, int vocabulary) where T : unmanaged, ILanes<T>
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (states, weight, bias) = (randn(rows, hidden, requires_grad: true), randn(vocabulary, hidden, requires_grad: true), randn(vocabulary, requires_grad: true));
        var targets = randint(vocabulary, [rows], ScalarType.Int64);
        var weights = randn(rows) * rand(rows).gt(0.3).to(ScalarType.Float32); // some are 0, some negative, as advantages are
        var expected = Likelihood.Loss((states.matmul(weight.t()) + bias).to(ScalarType.Float64).unsqueeze(0), targets.unsqueeze(0), weights.unsqueeze(0));
        expected.backward();

        var gradients = new SoftmaxLikelihood.Gradients(empty(rows, hidden), empty(vocabulary, hidden), empty(vocabulary));
        using var likelihood = new SoftmaxLikelihood(weight, bias);
        var loss = likelihood.Losses<T>(states.detach(), targets, weights, gradients).Sum();
        Assert.Equal(expected.ToDouble(), loss, 1e-4 * Math.Max(1, Math.Sqrt(rows)));
        Assert.Equal(loss, likelihood.Losses<T>(states.detach(), targets, weights, null).Sum());
        Near(states.grad!, gradients.Hidden);
        Near(weight.grad!, gradients.Weight);
        Near(bias.grad!, gradients.Bias);
    }

    // 1e-4 of the largest element.
    static void Near(Tensor expected, Tensor actual)
    {
        var scale = Math.Max(expected.abs().max().ToDouble(), 1e-3);
        Assert.InRange((expected - actual).abs().max().ToDouble() / scale, 0, 1e-4);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (states, weight, bias) = (randn(900, 20), randn(2000, 20), randn(2000));
        var (targets, weights) = (randint(2000, [900], ScalarType.Int64), rand(900));
        (double Loss, float[] Numbers) Compute()
        {
            var gradients = new SoftmaxLikelihood.Gradients(empty(900, 20), empty(2000, 20), empty(2000));
            using var likelihood = new SoftmaxLikelihood(weight, bias);
            var loss = likelihood.Losses(states, targets, weights, gradients).Sum();
            return (loss, [.. gradients.Hidden.reshape(-1).data<float>(), .. gradients.Weight.reshape(-1).data<float>(), .. gradients.Bias.data<float>()]);
        }
        var alone = Compute();
        var threads = Threads.Count;
        try
        {
            Threads.Use(3);
            var together = Compute();
            Assert.Equal(alone.Loss, together.Loss);
            Assert.Equal(alone.Numbers, together.Numbers);
        }
        finally
        {
            Threads.Use(threads);
        }
    }

    [Fact]
    public void A_graph_goes_through_it_and_ends_in_the_same_gradients()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor[] leaves = [randn(6, 4, requires_grad: true), randn(9, 4, requires_grad: true), randn(9, requires_grad: true)];
        var (penalty, targets, weights) = (tensor(new float[] { -1e9f, 0, 0, 0, 0, 0, 0, 0, 0 }), tensor(new long[] { 1, 2, 3, 4, 5, 8 }), rand(6));
        Tensor[] Gradients(Func<Tensor, Tensor> loss)
        {
            foreach (var leaf in leaves) leaf.grad = null;
            (2 * loss(leaves[0].tanh())).backward();
            return [.. leaves.Select(leaf => leaf.grad!.clone())];
        }
        var expected = Gradients(states => Likelihood.Loss((states.matmul(leaves[1].t()) + leaves[2] + penalty).unsqueeze(0), targets.unsqueeze(0), weights.unsqueeze(0)));
        var actual = Gradients(states => WeightedLikelihood.apply(states, leaves[1], leaves[2], penalty, targets, weights));
        foreach (var (left, right) in expected.Zip(actual)) Near(left, right);
    }

    [Fact]
    public void A_target_outside_the_vocabulary_is_refused()
    {
        using var scope = NewDisposeScope();
        using var likelihood = new SoftmaxLikelihood(randn(5, 3), zeros(5));
        Assert.Throws<ArgumentException>(() => likelihood.Losses(randn(2, 3), tensor(new long[] { 1, 5 }), ones(2)));
    }
}
