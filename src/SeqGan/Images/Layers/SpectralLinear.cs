using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Layers;

/// <summary>A linear layer whose weight has the largest singular value 1: see <see cref="SpectralNorm"/>.</summary>
internal sealed class SpectralLinear : nn.Module<Tensor, Tensor>
{
    // The weights' names in checkpoints are these fields' names: those of torch.nn.utils.spectral_norm(Linear).
    readonly Parameter weight_orig; // [out, in]
    readonly Parameter? bias; // [out]
    readonly Tensor weight_u; // [out]
    readonly Tensor weight_v; // [in]

    /// <summary>Random weights from the numbers that PyTorch draws for the same layer from the same seed.</summary>
    public SpectralLinear(long inputs, long outputs, bool hasBias = true, Device? device = null) : base(nameof(SpectralLinear))
    {
        (weight_orig, bias) = LayerStart.Draw([outputs, inputs], hasBias, device);
        weight_u = SpectralNorm.Start(outputs, device);
        weight_v = SpectralNorm.Start(inputs, device);
        RegisterComponents();
    }

    /// <summary>The weight before it is divided: <c>[out, in]</c>.</summary>
    public Parameter Weight => weight_orig;

    /// <summary><c>[out]</c></summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => // [batch, in] -> [batch, out]
        nn.functional.linear(input, SpectralNorm.Divide(weight_orig, weight_u, weight_v, training), bias);
}
