using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Layers;

/// <summary>
/// A convolution whose weight, as a matrix of one row an output channel, has the largest singular value 1: see
/// <see cref="SpectralNorm"/>. (The singular value of the convolution itself is another number, and may be above 1.)
/// </summary>
internal sealed class SpectralConv2d : nn.Module<Tensor, Tensor>
{
    // The weights' names in checkpoints are these fields' names: those of torch.nn.utils.spectral_norm(Conv2d).
    readonly Parameter weight_orig; // [out, in, kernel, kernel]
    readonly Parameter? bias; // [out]
    readonly Tensor weight_u; // [out]
    readonly Tensor weight_v; // [in * kernel * kernel]

    readonly long _stride;
    readonly long _padding;

    /// <summary>Random weights from the numbers that PyTorch draws for the same layer from the same seed.</summary>
    public SpectralConv2d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool hasBias = true, Device? device = null) : base(nameof(SpectralConv2d))
    {
        (_stride, _padding) = (stride, padding);
        (weight_orig, bias) = LayerStart.Draw([outputs, inputs, kernel, kernel], hasBias, device);
        weight_u = SpectralNorm.Start(outputs, device);
        weight_v = SpectralNorm.Start(inputs * kernel * kernel, device);
        RegisterComponents();
    }

    /// <summary>The weight before it is divided: <c>[out, in, kernel, kernel]</c>.</summary>
    public Parameter Weight => weight_orig;

    /// <summary><c>[out]</c></summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => // [batch, in, height, width] -> [batch, out, height', width']
        nn.functional.conv2d(input, SpectralNorm.Divide(weight_orig, weight_u, weight_v, training), bias, [_stride, _stride], [_padding, _padding]);
}
