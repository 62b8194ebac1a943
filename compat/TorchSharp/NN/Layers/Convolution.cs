using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the convolutions have in common: a weight, a bias, and how the window moves.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private protected Convolution(string name, Window window, (Parameter Weight, Parameter? Bias) start) : base(name)
    {
        kernel_size = window.Kernel;
        stride = window.Stride;
        padding_type = window.PaddingType;
        padding = window.PaddingType is null ? window.Padding : null;
        dilation = window.Dilation;
        groups = window.Groups;
        padding_mode = window.Mode;
        weight = start.Weight;
        bias = start.Bias;
    }

    public Parameter weight // [out, in / groups, kernel...]; transposed: [in, out / groups, kernel...]
    {
        get => OwnParameter("weight")!;
        set => OwnParameter("weight", value);
    }

    public Parameter? bias // [out]
    {
        get => OwnParameter("bias");
        set => OwnParameter("bias", value);
    }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; }

    public Padding? padding_type { get; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; }

    public long groups { get; set; }

    public long[] output_padding { get; set; } = [];

    // Padding of left and right for every dimension, the last one first, as `pad` wants it.
    private protected (Tensor Input, long[] Padding) Padded(Tensor input)
    {
        if (padding_mode == PaddingModes.Zeros && padding_type != Padding.Same) return (input, padding ?? new long[kernel_size.Length]);
        var sides = Enumerable.Range(0, kernel_size.Length).Reverse().SelectMany(Sides).ToArray();
        var mode = padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : padding_mode;
        return (functional.pad(input, sides, mode), new long[kernel_size.Length]);
    }

    long[] Sides(int dimension)
    {
        if (padding is not null) return [padding[dimension], padding[dimension]];
        if (padding_type == Padding.Valid) return [0, 0];
        var total = dilation[dimension] * (kernel_size[dimension] - 1);
        return [total / 2, total - total / 2];
    }

    /// <summary>How a convolution's window moves over its input.</summary>
    private protected sealed record Window(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups, PaddingModes Mode, Padding? PaddingType = null)
    {
        /// <summary>A weight and a bias as PyTorch starts them.</summary>
        public (Parameter, Parameter?) Start(long first, long second, long outputs, bool bias, Device? device, ScalarType? dtype)
        {
            if (PaddingType == TorchSharp.Padding.Same && Stride.Any(step => step != 1))
                throw new ArgumentException("padding='same' is not supported for strided convolutions");
            return FanInUniform([first, second / Groups, .. Kernel], bias ? outputs : null, device, dtype);
        }
    }
}
