using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>How the policy loss adds up a batch's tokens.</summary>
public enum LossReduction
{
    /// <summary>The mean over the tokens.</summary>
    Mean,

    /// <summary>The sum over the tokens, as in the published SeqGAN code.</summary>
    Sum,
}

/// <summary>What is subtracted from rewards.</summary>
public enum RewardBaseline
{
    /// <summary>Nothing, as in the published SeqGAN code.</summary>
    None,

    /// <summary>The mean reward at the same position of the batch: a constant reward teaches nothing.</summary>
    Mean,

    /// <summary>
    /// The reward of the token before, which is the value of the prefix (for the first token the mean over the batch). Its
    /// completions do not know the token, so the gradient stays unbiased; what the prefix is worth is no longer noise.
    /// </summary>
    Prefix,
}

/// <summary>REINFORCE (Williams, 1992) with a reward for each token: Yu et al., equations 6 to 8.</summary>
public static class PolicyGradient
{
    /// <summary>The weights with which <see cref="Likelihood.Loss"/> of the chosen tokens is the loss whose gradient is the negative policy gradient.</summary>
    /// <param name="advantages">Rewards less their baseline: <c>[batch, time]</c>.</param>
    /// <param name="mask">1 where a token was chosen, 0 in the padding: <c>[batch, time]</c>.</param>
    /// <param name="reduction">Mean or sum over the chosen tokens.</param>
    /// <returns>Constants: <c>[batch, time]</c>.</returns>
    public static Tensor Weights(Tensor advantages, Tensor mask, LossReduction reduction)
    {
        var weights = advantages.detach() * mask;
        return reduction == LossReduction.Sum ? weights : weights / mask.sum();
    }

    /// <summary>Rewards less the baseline; 0 in the padding.</summary>
    /// <param name="rewards"><c>[batch, time]</c></param>
    /// <param name="mask">1 where a token was chosen, 0 in the padding: <c>[batch, time]</c>.</param>
    /// <param name="baseline">What to subtract.</param>
    /// <returns><c>[batch, time]</c></returns>
    public static Tensor Advantages(Tensor rewards, Tensor mask, RewardBaseline baseline)
    {
        if (baseline == RewardBaseline.None) return rewards * mask;
        var tokens = mask.sum(0, keepdim: true).clamp(min: 1); // [1, time]
        var means = (rewards * mask).sum(0, keepdim: true) / tokens; // [1, time]
        if (baseline == RewardBaseline.Mean) return (rewards - means) * mask;
        var first = means.narrow(1, 0, 1).expand(rewards.shape[0], 1); // [batch, 1]
        return (rewards - cat([first, rewards.narrow(1, 0, rewards.shape[1] - 1)], 1)) * mask;
    }
}
