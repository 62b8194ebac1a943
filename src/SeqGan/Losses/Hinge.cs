using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>The hinge loss (Lim and Ye, 2017; with spectral normalisation: Miyato et al., 2018, equations 16 and 17).</summary>
public static class Hinge
{
    /// <summary>E max(0, 1 - D(x)) + E max(0, 1 + D(G(z))): what is right by a margin of 1 teaches no more.</summary>
    /// <param name="real">The critic's values of real rows: <c>[batch]</c>.</param>
    /// <param name="fake">Its values of fakes: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake) => (1 - real).relu().mean() + (1 + fake).relu().mean();

    /// <summary>-E D(G(z)).</summary>
    /// <param name="fake">The critic's values: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake) => -fake.mean();
}
