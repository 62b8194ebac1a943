using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// The evidence lower bound of variational autoencoders (Kingma and Welling, 2014, equation 7), negated: a reconstruction
/// loss and <see cref="Divergence"/>, added. All are in nats a row: the sum over elements, the mean over rows.
/// </summary>
public static class Evidence
{
    internal static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>-E log p(x | z) where p is Bernoulli in every element.</summary>
    /// <param name="logits">The decoder's output: <c>[batch, ...]</c>.</param>
    /// <param name="samples">x, from 0 to 1: <c>[batch, ...]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Bernoulli(Tensor logits, Tensor samples) =>
        nn.functional.binary_cross_entropy_with_logits(logits, samples, reduction: nn.Reduction.Sum) / samples.shape[0];

    /// <summary>-E log p(x | z) where p is Gaussian in every element with one fixed variance.</summary>
    /// <param name="means">The decoder's output: <c>[batch, ...]</c>.</param>
    /// <param name="samples">x: <c>[batch, ...]</c>.</param>
    /// <param name="variance">σ²; a smaller one makes reconstruction count more against the divergence.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Gaussian(Tensor means, Tensor samples, double variance = 1) =>
        ((samples - means).square() / variance + (LogTwoPi + Math.Log(variance))).flatten(1).sum(dim: 1).mean() / 2;

    /// <summary>E KL(q(z | x) || N(0, 1)) = -1/2 Σ (1 + log σ² - μ² - σ²) for a factored Gaussian q (appendix B).</summary>
    /// <param name="mean">μ: <c>[batch, latent]</c>.</param>
    /// <param name="logVariance">log σ²: <c>[batch, latent]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Divergence(Tensor mean, Tensor logVariance) => (mean.square() + logVariance.exp() - logVariance - 1).sum(dim: 1).mean() / 2;

    /// <summary>z = μ + σ · noise: a sample of q with a gradient to its parameters (section 2.4).</summary>
    /// <param name="mean">μ: <c>[batch, latent]</c>.</param>
    /// <param name="logVariance">log σ²: <c>[batch, latent]</c>.</param>
    /// <param name="noise">Of N(0, 1): <c>[batch, latent]</c>.</param>
    /// <returns><c>[batch, latent]</c></returns>
    public static Tensor Sample(Tensor mean, Tensor logVariance, Tensor noise) => mean + (logVariance / 2).exp() * noise;
}
