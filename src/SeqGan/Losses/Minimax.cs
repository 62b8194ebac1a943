using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>The original zero-sum game (Goodfellow et al., 2014, equation 1), on logits of "this is real".</summary>
public static class Minimax
{
    /// <summary>-E log D(x) - E log(1 - D(G(z))): the two cross-entropies, added; log 4 where the discriminator cannot tell.</summary>
    /// <param name="real">Logits of real rows: <c>[batch]</c>.</param>
    /// <param name="fake">Logits of fakes: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake) => nn.functional.softplus(-real).mean() + nn.functional.softplus(fake).mean();

    /// <summary>E log(1 - D(G(z))), whose gradient vanishes where the discriminator is sure: see <see cref="NonSaturating"/>.</summary>
    /// <param name="fake">Logits: <c>[batch]</c>.</param>
    /// <returns>A scalar, never above 0.</returns>
    public static Tensor Generator(Tensor fake) => -nn.functional.softplus(fake).mean();
}
