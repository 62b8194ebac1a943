using SeqGan.Losses;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

[Collection(OneAtATime.Name)]
public sealed class LossTests
{
    [Fact]
    public void A_uniform_model_costs_the_logarithm_of_the_vocabulary()
    {
        using var scope = NewDisposeScope();
        var loss = Likelihood.Loss(zeros(3, 4, 5000), zeros(3, 4, ScalarType.Int64), Likelihood.Even(ones(3, 4)));
        Assert.Equal(Math.Log(5000), loss.ToDouble(), 4);
    }

    [Fact]
    public void The_likelihood_is_weighted_by_tokens_and_blind_to_the_padding()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (logits, targets) = (randn(2, 3, 7), randint(0, 7, [2, 3]));
        var mask = tensor(new float[] { 1, 1, 1, 1, 0, 0 }, [2, 3]);
        var dirty = targets.clone();
        dirty[1, 1] = (targets[1, 1] + 1).remainder(7);
        var logProbabilities = logits.log_softmax(-1).data<float>().ToArray();
        var ids = targets.data<long>().ToArray();
        var byHand = -Enumerable.Range(0, 4).Average(i => (double)logProbabilities[i * 7 + ids[i]]);
        Assert.Equal(byHand, Likelihood.Loss(logits, targets, Likelihood.Even(mask)).ToDouble(), 5);
        Assert.Equal(Likelihood.Loss(logits, targets, Likelihood.Even(mask)).ToDouble(), Likelihood.Loss(logits, dirty, Likelihood.Even(mask)).ToDouble());
    }

    [Theory]
    [InlineData(LossReduction.Sum, 1)]
    [InlineData(LossReduction.Mean, 3)]
    public void The_gradient_of_the_policy_loss_is_the_advantage_times_probability_less_choice(LossReduction reduction, double divisor)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var logits = randn(2, 2, 5).requires_grad_();
        var actions = tensor(new long[] { 1, 4, 0, 2 }, [2, 2]);
        var advantages = tensor(new float[] { 0.5f, -2, 3, 100 }, [2, 2]);
        var mask = tensor(new float[] { 1, 1, 1, 0 }, [2, 2]);
        Likelihood.Loss(logits, actions, PolicyGradient.Weights(advantages, mask, reduction)).backward();
        var expected = (logits.softmax(-1) - nn.functional.one_hot(actions, 5)) * (advantages * mask).unsqueeze(2) / divisor;
        Assert.True(logits.grad!.allclose(expected, 1e-5, 1e-6));
    }

    [Fact]
    public void With_the_mean_as_baseline_a_constant_reward_teaches_nothing()
    {
        using var scope = NewDisposeScope();
        var mask = tensor(new float[] { 1, 1, 1, 1, 1, 0 }, [2, 3]);
        Assert.Equal(0, PolicyGradient.Advantages(full(2, 3, 0.7), mask, RewardBaseline.Mean).abs().max().ToDouble(), 6);
        Assert.Equal(0.7, PolicyGradient.Advantages(full(2, 3, 0.7), mask, RewardBaseline.None)[0, 0].ToDouble(), 6);
    }

    [Fact]
    public void The_baseline_is_the_mean_over_the_rows_that_have_a_token_there()
    {
        using var scope = NewDisposeScope();
        var rewards = tensor(new float[] { 1, 2, 3, 5, 50, 500 }, [2, 3]);
        var mask = tensor(new float[] { 1, 1, 1, 1, 0, 0 }, [2, 3]);
        Assert.Equal([-2f, 0, 0, 2, 0, 0], PolicyGradient.Advantages(rewards, mask, RewardBaseline.Mean).data<float>().ToArray());
    }

    [Fact]
    public void The_prefix_baseline_is_the_reward_of_the_token_before_and_the_mean_for_the_first()
    {
        using var scope = NewDisposeScope();
        var rewards = tensor(new float[] { 1, 4, 2, 3, 5, 0 }, [2, 3]);
        var mask = tensor(new float[] { 1, 1, 1, 1, 1, 0 }, [2, 3]);
        Assert.Equal([-1f, 3, -2, 1, 2, 0], PolicyGradient.Advantages(rewards, mask, RewardBaseline.Prefix).data<float>().ToArray());
    }

    [Theory] // values by hand: log(1 + e^-x)
    [InlineData(0, 0.693147, 0.693147)]
    [InlineData(2, 0.126928, 2.126928)]
    [InlineData(-3, 3.048587, 0.048587)]
    [InlineData(200, 0, 200)]
    public void The_non_saturating_losses_have_their_closed_forms(float logit, double real, double fake)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { logit }, [1]);
        Assert.Equal(real, NonSaturating.Discriminator(logits, ones(1)).ToDouble(), 4);
        Assert.Equal(fake, NonSaturating.Discriminator(logits, zeros(1)).ToDouble(), 4);
        Assert.Equal(real, NonSaturating.Generator(logits).ToDouble(), 4);
    }
}
