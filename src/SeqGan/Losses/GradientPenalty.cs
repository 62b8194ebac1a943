using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>Which penalty keeps the critic's slope in bounds.</summary>
public enum GradientPenalty
{
    /// <summary>None.</summary>
    None,

    /// <summary>Norm 1 between real rows and fakes: <see cref="GradientPenalties.WganGp"/>.</summary>
    WganGp,

    /// <summary>Norm 1 around real rows: <see cref="GradientPenalties.Dragan"/>.</summary>
    Dragan,

    /// <summary>Norm 0 at real rows: <see cref="GradientPenalties.ZeroCentred"/>.</summary>
    R1,
}

/// <summary>
/// Penalties on the gradient of a critic's output with respect to its input. Each is an expectation to be multiplied by its
/// weight, which is 10 in all three papers, and added to the discriminator's loss.
/// </summary>
/// <remarks>
/// A row's gradient is its own only if the critic treats rows separately: no batch normalisation in it (Gulrajani et al.,
/// section 4, use layer normalisation). The critic must be differentiable twice; no penalty works under <c>no_grad</c>.
/// </remarks>
public static class GradientPenalties
{
    /// <summary>A penalty by its name; the random numbers are torch's next ones.</summary>
    /// <param name="penalty">Which one; none is 0.</param>
    /// <param name="critic">From rows to their outputs, without a sigmoid: <c>[batch, ...]</c> to <c>[batch]</c>.</param>
    /// <param name="real">Real rows: <c>[batch, ...]</c>.</param>
    /// <param name="fake">Fakes, as many: <c>[batch, ...]</c>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such penalty.</exception>
    public static Tensor Of(GradientPenalty penalty, Func<Tensor, Tensor> critic, Tensor real, Tensor fake) => penalty switch
    {
        GradientPenalty.None => zeros([], real.dtype, real.device),
        GradientPenalty.WganGp => WganGp(critic, real, fake, OnePerRow(real)),
        GradientPenalty.Dragan => Dragan(critic, real, rand_like(real), OnePerRow(real)),
        GradientPenalty.R1 => ZeroCentred(critic, real),
        _ => throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "no such penalty"),
    };

    /// <summary>E (|∇D(x̂)| - 1)² at x̂ = alpha · x + (1 - alpha) · G(z) (Gulrajani et al., 2017, algorithm 1).</summary>
    /// <param name="critic"><c>[batch, ...]</c> to <c>[batch]</c>.</param>
    /// <param name="real"><c>[batch, ...]</c></param>
    /// <param name="fake"><c>[batch, ...]</c></param>
    /// <param name="alpha">One number of U(0, 1) a row: <c>[batch, 1, ...]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor WganGp(Func<Tensor, Tensor> critic, Tensor real, Tensor fake, Tensor alpha) =>
        OneCentred(critic, alpha * real + (1 - alpha) * fake);

    /// <summary>
    /// E (|∇D(x̂)| - 1)² at x̂ = x + alpha · std(x) / 2 · noise (Kodali et al., 2017), as in the authors' code: the deviation is that
    /// of all the batch's numbers, the noise is of U(0, 1) (so it only ever brightens), one number an element, and x̂ lies
    /// anywhere between the row and its perturbed copy.
    /// </summary>
    /// <param name="critic"><c>[batch, ...]</c> to <c>[batch]</c>; for logits as in the authors' code, without a sigmoid.</param>
    /// <param name="real"><c>[batch, ...]</c></param>
    /// <param name="noise">Of U(0, 1): <c>[batch, ...]</c>.</param>
    /// <param name="alpha">One number of U(0, 1) a row: <c>[batch, 1, ...]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Dragan(Func<Tensor, Tensor> critic, Tensor real, Tensor noise, Tensor alpha) =>
        OneCentred(critic, real + alpha * (0.5 * real.std(unbiased: false)) * noise);

    /// <summary>
    /// E |∇D(x)|² / 2 (Mescheder et al., 2018, equation 9): R1 at real rows, R2 at fakes; the weight is their γ.
    /// </summary>
    /// <param name="critic"><c>[batch, ...]</c> to <c>[batch]</c>.</param>
    /// <param name="samples"><c>[batch, ...]</c></param>
    /// <returns>A scalar.</returns>
    public static Tensor ZeroCentred(Func<Tensor, Tensor> critic, Tensor samples) => Slopes(critic, samples).square().sum(dim: 1).mean() / 2;

    static Tensor OneCentred(Func<Tensor, Tensor> critic, Tensor samples) => (Slopes(critic, samples).norm(dim: 1) - 1).square().mean();

    // The gradient of each row's output with respect to the row, differentiable itself: [batch, elements].
    static Tensor Slopes(Func<Tensor, Tensor> critic, Tensor samples)
    {
        var at = samples.detach().requires_grad_();
        return autograd.grad([critic(at).sum()], [at], retain_graph: true, create_graph: true)[0].flatten(1);
    }

    static Tensor OnePerRow(Tensor rows) => rand([rows.shape[0], .. Enumerable.Repeat(1L, (int)rows.dim() - 1)], rows.dtype, rows.device);
}
