using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// The variational bound of InfoGAN (Chen et al., 2016, equation 5) on the information between latent codes and fakes: both
/// losses are -E log Q(c | G(z, c)) in nats, without the codes' entropy, which is constant.
/// </summary>
public static class MutualInformation
{
    /// <summary>Of a categorical code.</summary>
    /// <param name="logits">Q's output for fakes: <c>[batch, categories]</c>.</param>
    /// <param name="code">The code that made the fake, int64: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Categorical(Tensor logits, Tensor code) => nn.functional.cross_entropy(logits, code);

    /// <summary>Of continuous codes: a factored Gaussian's negative log-likelihood, the sum over codes and the mean over rows.</summary>
    /// <param name="code">The codes that made the fake: <c>[batch, codes]</c>.</param>
    /// <param name="mean">Q's means: <c>[batch, codes]</c>.</param>
    /// <param name="logVariance">log σ² of Q: <c>[batch, codes]</c>; without it every variance is 1.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Continuous(Tensor code, Tensor mean, Tensor? logVariance = null) =>
        (Evidence.LogTwoPi + (logVariance is null ? (code - mean).square() : logVariance + (code - mean).square() * (-logVariance).exp()))
            .sum(dim: 1).mean() / 2;
}
