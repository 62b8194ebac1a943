using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

[Collection(OneAtATime.Name)]
public sealed class LatentLossTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public LatentLossTests() => manual_seed(4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Classes_cost_the_logarithm_of_their_probability()
    {
        var logits = tensor(new[] { Math.Log(1), Math.Log(2), Math.Log(5), Math.Log(3), Math.Log(1), Math.Log(4) }, [2, 3]);
        var labels = tensor(new long[] { 2, 0 });
        Assert.Equal(-(Math.Log(5.0 / 8) + Math.Log(3.0 / 8)) / 2, ClassLoss.Loss(logits, labels).ToDouble(), 1e-12);
        Assert.Equal(0.5, ClassLoss.Accuracy(logits, labels).ToDouble());
        Assert.Equal(1, ClassLoss.Accuracy(logits, logits.argmax(1)).ToDouble());
        Slope.IsRight(values => ClassLoss.Loss(values, labels), logits);
    }

    [Fact]
    public void A_fake_is_one_class_more_whose_logit_is_nought()
    {
        var logits = randn([6, 4], float64) * 3;
        var labels = tensor(new long[] { 0, 3, 1, 1, 2, 0 });
        var all = cat([logits, zeros([6, 1], float64)], 1).softmax(1); // [batch, K + 1], as the paper writes it
        var real = 1 - all.narrow(1, 4, 1).squeeze(1);
        Assert.True(SemiSupervised.RealLogit(logits).sigmoid().allclose(real, 1e-10, 1e-12));
        Assert.Equal(-real.log().mean().ToDouble(), SemiSupervised.Unlabelled(logits).ToDouble(), 1e-10);
        Assert.Equal(-(1 - real).log().mean().ToDouble(), SemiSupervised.Fake(logits).ToDouble(), 1e-10);
        var given = all.gather(1, labels.unsqueeze(1)).squeeze(1) / real; // p(y | x, y < K + 1)
        Assert.Equal(-given.log().mean().ToDouble(), SemiSupervised.Labelled(logits, labels).ToDouble(), 1e-10);
        Slope.IsRight(SemiSupervised.Unlabelled, logits);
        Slope.IsRight(SemiSupervised.Fake, logits);
    }

    [Fact]
    public void Matched_features_have_the_same_mean()
    {
        Tensor real = tensor(new[] { 1.0, 2, 3, 6 }, [2, 2]).requires_grad_(), fake = tensor(new[] { 4.0, 1, 2, 3, 3, 5 }, [3, 2]);
        Assert.Equal(1 + 1, SemiSupervised.FeatureMatching(real, fake).ToDouble(), 1e-12); // (2, 4) and (3, 3)
        Slope.IsRight(values => SemiSupervised.FeatureMatching(real, values), fake);
        Assert.Null(real.grad);
    }

    [Fact]
    public void Codes_cost_their_negative_log_likelihood()
    {
        Assert.Equal(Math.Log(10), MutualInformation.Categorical(zeros([4, 10], float64), arange(4)).ToDouble(), 1e-12);

        double[] codes = [0.5, -1, 0.25, 2], means = [0, 1, 0.25, -1], variances = [1, 4, 0.25, 2];
        double Cost(int i, double variance) => -Math.Log(Math.Exp(-Math.Pow(codes[i] - means[i], 2) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance));
        Tensor code = tensor(codes, [2, 2]), mean = tensor(means, [2, 2]), logVariance = tensor(variances, [2, 2]).log();
        Assert.Equal(Enumerable.Range(0, 4).Sum(i => Cost(i, variances[i])) / 2, MutualInformation.Continuous(code, mean, logVariance).ToDouble(), 1e-12);
        Assert.Equal(Enumerable.Range(0, 4).Sum(i => Cost(i, 1)) / 2, MutualInformation.Continuous(code, mean).ToDouble(), 1e-12);
        Slope.IsRight(values => MutualInformation.Continuous(code, values, logVariance), mean);
        Slope.IsRight(values => MutualInformation.Continuous(code, mean, values), logVariance);
        Slope.IsRight(values => MutualInformation.Continuous(code, values), mean);
    }

    [Fact]
    public void The_divergence_is_that_of_two_gaussians()
    {
        // KL(N(m, s²) || N(0, 1)) = (m² + s² - 1) / 2 - log s
        var divergence = Evidence.Divergence(tensor(new[] { 1.0, 0, -2, 0.5 }, [2, 2]), tensor(new[] { 4.0, 1, 0.25, 9 }, [2, 2]).log());
        var byHand = (1 + 4 - 1) / 2.0 - Math.Log(2) + 0 + (4 + 0.25 - 1) / 2 - Math.Log(0.5) + (0.25 + 9 - 1) / 2 - Math.Log(3);
        Assert.Equal(byHand / 2, divergence.ToDouble(), 1e-12);
        Assert.Equal(0, Evidence.Divergence(zeros([3, 4], float64), zeros([3, 4], float64)).ToDouble());
        Tensor mean = randn([3, 2], float64), logVariance = randn([3, 2], float64);
        Slope.IsRight(values => Evidence.Divergence(values, logVariance), mean);
        Slope.IsRight(values => Evidence.Divergence(mean, values), logVariance);
    }

    [Fact]
    public void The_divergence_is_what_samples_say()
    {
        const int Draws = 200_000;
        Tensor mean = full(Draws, 1, 0.7, float64), logVariance = full(Draws, 1, Math.Log(0.3), float64);
        var z = Evidence.Sample(mean, logVariance, randn([Draws, 1], float64));
        Assert.Equal(0.7, z.mean().ToDouble(), 0.01);
        Assert.Equal(0.3, z.var().ToDouble(), 0.01);
        var ratio = (z.square() - (z - 0.7).square() / 0.3 - Math.Log(0.3)) / 2; // log q(z) - log p(z)
        Assert.Equal(Evidence.Divergence(mean, logVariance).ToDouble(), ratio.mean().ToDouble(), 0.01);
    }

    [Fact]
    public void Reconstructions_cost_nats_a_row()
    {
        Tensor logits = tensor(new[] { 0.0, 2, -1, 0.5 }, [2, 1, 1, 2]), samples = tensor(new[] { 1.0, 0, 0.25, 1 }, [2, 1, 1, 2]);
        double Cost(double logit, double x) => -x * Math.Log(1 / (1 + Math.Exp(-logit))) - (1 - x) * Math.Log(1 / (1 + Math.Exp(logit)));
        Assert.Equal((Cost(0, 1) + Cost(2, 0) + Cost(-1, 0.25) + Cost(0.5, 1)) / 2, Evidence.Bernoulli(logits, samples).ToDouble(), 1e-12);
        double Density(double mean, double x) => -Math.Log(Math.Exp(-(x - mean) * (x - mean) / (2 * 0.2)) / Math.Sqrt(2 * Math.PI * 0.2));
        Assert.Equal((Density(0, 1) + Density(2, 0) + Density(-1, 0.25) + Density(0.5, 1)) / 2, Evidence.Gaussian(logits, samples, 0.2).ToDouble(), 1e-12);
        Slope.IsRight(values => Evidence.Bernoulli(values, samples), logits);
        Slope.IsRight(values => Evidence.Gaussian(values, samples, 0.2), logits);
    }

    [Fact]
    public void A_sample_of_the_code_has_a_gradient_to_its_parameters()
    {
        Tensor mean = randn([3, 2], float64), logVariance = randn([3, 2], float64), noise = randn([3, 2], float64);
        Slope.IsRight(values => Evidence.Sample(values, logVariance, noise).square().sum(), mean);
        Slope.IsRight(values => Evidence.Sample(mean, values, noise).square().sum(), logVariance);
    }
}
