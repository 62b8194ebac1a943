using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Layers;

/// <summary>
/// Spectral normalisation (Miyato et al., 2018, algorithm 1) as torch.nn.utils.spectral_norm does it: a weight divided by its
/// largest singular value, which one step of power iteration a training pass follows.
/// </summary>
internal static class SpectralNorm
{
    /// <summary>A random direction to start from: <c>[length]</c>; out of any dispose scope, as a layer's buffers are.</summary>
    public static Tensor Start(long length, Device? device) => Unit(randn(length, device: device)).DetachFromDisposeScope();

    /// <summary>weight / σ with σ = uᵀ W v; the gradient goes through both, u and v are constants.</summary>
    /// <param name="weight"><c>[out, ...]</c></param>
    /// <param name="u">The left singular vector so far, changed in training: <c>[out]</c>.</param>
    /// <param name="v">The right one: <c>[elements of one output's weight]</c>.</param>
    /// <param name="training">Whether to take a step of power iteration first.</param>
    /// <returns>In the weight's shape.</returns>
    public static Tensor Divide(Parameter weight, Tensor u, Tensor v, bool training)
    {
        var matrix = weight.flatten(1); // [out, elements]
        if (training)
        {
            using var _ = no_grad();
            v.copy_(Unit(matrix.t().matmul(u)));
            u.copy_(Unit(matrix.matmul(v)));
        }
        // Copies: the next pass changes u and v, and this pass may still be waiting for its backward (reals, then fakes).
        return weight / u.clone().dot(matrix.matmul(v.clone()));
    }

    static Tensor Unit(Tensor vector) => vector / vector.norm().clamp_min(1e-12);
}
