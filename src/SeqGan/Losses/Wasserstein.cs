using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// The dual form of the Wasserstein-1 distance (Arjovsky et al., 2017, equation 2). It means that distance only for a critic
/// that is kept about 1-Lipschitz: by <see cref="WeightClip"/>, a gradient penalty or spectral normalisation.
/// </summary>
public static class Wasserstein
{
    /// <summary>E D(G(z)) - E D(x); its negative estimates the distance.</summary>
    /// <param name="real">The critic's values of real rows: <c>[batch]</c>.</param>
    /// <param name="fake">Its values of fakes: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake) => fake.mean() - real.mean();

    /// <summary>-E D(G(z)).</summary>
    /// <param name="fake">The critic's values: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake) => -fake.mean();
}
