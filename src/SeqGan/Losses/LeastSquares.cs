using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// Least squares (Mao et al., 2017, equation 2): the critic gives real rows the value b and fakes the value a, the
/// generator wants c. The defaults are 0, 1, 1 (equation 9); with b - c = 1 and b - a = 2 (a, b, c = -1, 1, 0) the game
/// minimises Pearson's chi-squared divergence.
/// </summary>
public static class LeastSquares
{
    /// <summary>(E (D(x) - b)² + E (D(G(z)) - a)²) / 2.</summary>
    /// <param name="real">Outputs for real rows, without a sigmoid: <c>[batch]</c>.</param>
    /// <param name="fake">Outputs for fakes: <c>[batch]</c>.</param>
    /// <param name="a">What a fake should get.</param>
    /// <param name="b">What a real row should get.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake, double a = 0, double b = 1) => ((real - b).square().mean() + (fake - a).square().mean()) / 2;

    /// <summary>E (D(G(z)) - c)² / 2.</summary>
    /// <param name="fake">Outputs for fakes: <c>[batch]</c>.</param>
    /// <param name="c">What the generator wants its fakes to get.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake, double c = 1) => (fake - c).square().mean() / 2;
}
