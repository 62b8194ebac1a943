using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

[Collection(OneAtATime.Name)]
public sealed class VirtualAdversarialTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public VirtualAdversarialTests() => manual_seed(5);

    public void Dispose() => _scope.Dispose();

    static Func<Tensor, Tensor> Linear(Tensor weight) => x => x.flatten(1).matmul(weight.t());

    [Fact]
    public void Between_two_classes_the_direction_is_the_line_that_tells_them_apart()
    {
        var weight = cat([randn([1, 12], float64), zeros([1, 12], float64)]); // logits w · x and 0
        var line = weight[0] / weight[0].norm();
        var samples = randn([5, 3, 2, 2], float64);
        var moves = VirtualAdversarial.Perturbation(Linear(weight), samples, randn_like(samples), Linear(weight)(samples), radius: 0.3);
        Assert.Equal(samples.shape, moves.shape);
        Assert.False(moves.requires_grad);
        Assert.True((moves.flatten(1).matmul(line).abs() - 0.3).abs().max().ToDouble() < 1e-6);
    }

    [Fact]
    public void The_loss_is_the_divergence_at_the_end_of_the_step()
    {
        var weight = tensor(new[] { 3.0, 4, 0, 0 }, [2, 2]); // length 5: the logit moves by 5 times the radius, to either side
        var samples = zeros([1, 2], float64);
        double Divergence(double logit)
        {
            var p = 1 / (1 + Math.Exp(-logit));
            return 0.5 * Math.Log(0.5 / p) + 0.5 * Math.Log(0.5 / (1 - p));
        }

        Assert.Equal(Divergence(5 * 0.2), VirtualAdversarial.Loss(Linear(weight), samples, randn_like(samples), radius: 0.2).ToDouble(), 1e-9);
        Assert.Equal(0, VirtualAdversarial.Loss(Linear(weight), samples, randn_like(samples), radius: 0).ToDouble(), 1e-12);
    }

    [Fact]
    public void The_search_finds_the_leading_eigenvector_of_the_fisher_matrix()
    {
        var weight = randn([4, 6], float64);
        var samples = randn([1, 6], float64) * 0.5;
        var p = Linear(weight)(samples).softmax(1)[0];
        var fisher = weight.t().matmul(eye(4, dtype: float64) * p.unsqueeze(0) - p.outer(p)).matmul(weight); // [6, 6]
        var (_, vectors) = linalg.eigh(fisher);
        var leading = vectors[TensorIndex.Ellipsis, 5];
        double Share(int iterations) => VirtualAdversarial
            .Perturbation(Linear(weight), samples, ones_like(samples), Linear(weight)(samples), 1, iterations, step: 1e-4)[0].dot(leading).abs().ToDouble();
        Assert.Equal(1, Share(60), 1e-3);
        Assert.True(Share(2) > Share(0));
    }

    [Fact]
    public void The_default_step_of_the_search_survives_the_rounding_of_float32()
    {
        var weight = randn([10, 784], float64) * 0.1;
        Tensor samples = rand([8, 784], float64), noise = randn_like(samples);
        Tensor Direction(ScalarType type, double step)
        {
            var (w, x) = (weight.to(type), samples.to(type));
            return VirtualAdversarial.Perturbation(Linear(w), x, noise.to(type), Linear(w)(x), 1, step: step).to(float64);
        }

        double Worst(double step) => (Direction(float32, step) * Direction(float64, 1e-5)).sum(dim: 1).min().ToDouble(); // cosines
        Assert.InRange(Worst(1e-3), 0.999, 1.0001);
        Assert.InRange(Worst(1e-7), -1, 0.9); // why the default is what it is
    }

    [Fact]
    public void The_classifier_learns_to_hold_still_and_only_by_the_moved_prediction()
    {
        Tensor weight = randn([3, 4], float64), samples = randn([2, 4], float64), noise = randn([2, 4], float64);
        var at = weight.clone().requires_grad_();
        VirtualAdversarial.Loss(Linear(at), samples, noise, radius: 0.5).backward();

        var before = Linear(weight)(samples);
        var moved = samples + VirtualAdversarial.Perturbation(Linear(weight), samples, noise, before, 0.5);
        var expected = (Linear(weight)(moved).softmax(1) - before.softmax(1)).t().matmul(moved) / 2; // of the cross-entropy to constants
        Assert.True(at.grad!.allclose(expected, 1e-8, 1e-10));
    }

    [Fact]
    public void A_classifier_that_is_flat_costs_nothing_and_gives_numbers()
    {
        var flat = zeros([3, 4]).requires_grad_();
        var loss = VirtualAdversarial.Loss(Linear(flat), randn(2, 4), randn(2, 4), radius: 1);
        loss.backward();
        Assert.Equal(0, loss.ToDouble(), 1e-7);
        Assert.True(flat.grad!.isfinite().all().ToBoolean());
    }
}
