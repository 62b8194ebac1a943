using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Layers;

/// <summary>The random start of a layer's weight and bias, as PyTorch's own linear and convolution layers draw it.</summary>
internal static class LayerStart
{
    /// <summary>Both uniform within 1 / sqrt(fan in); first the weight, then the bias.</summary>
    /// <param name="shape">Of the weight: <c>[out, in, ...]</c>.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="device">Where they live.</param>
    /// <returns>The weight and the bias: <c>[out]</c>; out of any dispose scope, as those of TorchSharp's own layers are.</returns>
    public static (Parameter Weight, Parameter? Bias) Draw(long[] shape, bool hasBias, Device? device)
    {
        var weight = nn.Parameter(empty(shape, device: device));
        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        weight.DetachFromDisposeScope();
        if (!hasBias) return (weight, null);
        var bias = nn.Parameter(empty(shape[0], device: device));
        var bound = 1 / Math.Sqrt(shape.Skip(1).Aggregate(1L, (product, size) => product * size));
        nn.init.uniform_(bias, -bound, bound);
        bias.DetachFromDisposeScope();
        return (weight, bias);
    }
}
