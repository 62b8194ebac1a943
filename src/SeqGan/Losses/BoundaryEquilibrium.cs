using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// BEGAN (Berthelot et al., 2017): the discriminator is an autoencoder that reconstructs real rows and, weighted by k, fails
/// at fakes; k holds E L(G(z)) = diversity · E L(x).
/// </summary>
public static class BoundaryEquilibrium
{
    /// <summary>L(v) = |v - D(v)|^power, the mean over elements and rows: equation 1.</summary>
    /// <param name="samples">v: <c>[batch, ...]</c>.</param>
    /// <param name="reconstructed">D(v): <c>[batch, ...]</c>.</param>
    /// <param name="power">η, 1 or 2.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Reconstruction(Tensor samples, Tensor reconstructed, double power = 1) => (samples - reconstructed).abs().pow(power).mean();

    /// <summary>L(x) - k · L(G(z)); the generator minimises L(G(z)) itself.</summary>
    /// <param name="real">The reconstruction loss of real rows: a scalar.</param>
    /// <param name="fake">That of fakes: a scalar.</param>
    /// <param name="k">How much fakes count, 0 to 1; a run starts with 0.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake, double k) => real - k * fake;

    /// <summary>k of the next step: k + rate · (diversity · L(x) - L(G(z))), kept within 0 and 1.</summary>
    /// <param name="k">k of this step.</param>
    /// <param name="real">L(x) of this step.</param>
    /// <param name="fake">L(G(z)) of this step.</param>
    /// <param name="diversity">γ: lower makes images sharper and less various.</param>
    /// <param name="rate">λ of k.</param>
    /// <exception cref="ArgumentException">A number is NaN: a clamp would hide that.</exception>
    public static double Next(double k, double real, double fake, double diversity = 0.5, double rate = 0.001)
    {
        var next = k + rate * (diversity * real - fake);
        return double.IsNaN(next) ? throw new ArgumentException("k of the boundary equilibrium: a loss is not a number") : Math.Clamp(next, 0, 1);
    }

    /// <summary>The measure of convergence M = L(x) + |diversity · L(x) - L(G(z))|; lower is better.</summary>
    /// <param name="real">L(x).</param>
    /// <param name="fake">L(G(z)).</param>
    /// <param name="diversity">γ.</param>
    public static double Convergence(double real, double fake, double diversity = 0.5) => real + Math.Abs(diversity * real - fake);
}
