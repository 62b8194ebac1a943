using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// The loss-sensitive GAN (Qi, 2017): the critic is a loss L that is low for what is real, and a fake's must be higher than a
/// real row's by as much as the two differ.
/// </summary>
public static class LossSensitive
{
    /// <summary>
    /// E L(x) + weight · E max(0, Δ(x, G(z)) + L(x) - L(G(z))). Row i of the reals is compared with row i of the fakes.
    /// </summary>
    /// <param name="real">L of real rows: <c>[batch]</c>.</param>
    /// <param name="fake">L of fakes: <c>[batch]</c>.</param>
    /// <param name="margin">Δ, a constant of <see cref="Margin"/>: <c>[batch]</c>.</param>
    /// <param name="weight">λ: how much a violated margin costs.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake, Tensor margin, double weight = 1) =>
        real.mean() + weight * (margin.detach() + real - fake).relu().mean();

    /// <summary>E L(G(z)).</summary>
    /// <param name="fake">L of fakes: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake) => fake.mean();

    /// <summary>
    /// (mean |x - G(z)|^p)^(1/p) over a row's elements: the L^p distance of two samples, made independent of their size so that
    /// one weight serves images of any.
    /// </summary>
    /// <param name="real"><c>[batch, ...]</c></param>
    /// <param name="fake"><c>[batch, ...]</c></param>
    /// <param name="p">1 as in the paper's experiments, or above.</param>
    /// <returns><c>[batch]</c></returns>
    public static Tensor Margin(Tensor real, Tensor fake, double p = 1) => (real - fake).abs().pow(p).flatten(1).mean([1]).pow(1 / p);
}
