using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The transpose of a convolution over images, which grows them: height' = (height - 1) · stride - 2 · padding + dilation · (kernel - 1) + output_padding + 1.</summary>
    public sealed class ConvTranspose2d : ConvolutionTranspose
    {
        ConvTranspose2d(Window window, long[] outputPadding, (Parameter, Parameter?) start) : base(nameof(ConvTranspose2d), window, outputPadding, start)
        {
        }

        internal static ConvTranspose2d Create(long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) outputPadding, (long, long) dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
        {
            if (mode != PaddingModes.Zeros) throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTransposeND", "padding_mode");
            var window = new Window(Pair(kernel), Pair(stride), Pair(padding), Pair(dilation), groups, mode);
            return new ConvTranspose2d(window, Pair(outputPadding), window.Start(inputs, outputs, outputs, bias, device, dtype));
        }

        static long[] Pair((long, long) sizes) => [sizes.Item1, sizes.Item2];
    }

    public abstract class ConvolutionTranspose : Convolution
    {
        private protected ConvolutionTranspose(string name, Window window, long[] outputPadding, (Parameter, Parameter?) start) : base(name, window, start) =>
            output_padding = outputPadding;

        public override Tensor forward(Tensor input) =>
            Op.Call("conv_transpose2d.input", input, weight, bias, stride, padding, output_padding, groups, dilation);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.ConvTranspose2d.Create(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.ConvTranspose2d.Create(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), output_padding ?? (0, 0), dilation ?? (1, 1), padding_mode, groups, bias, device, dtype);
        }
    }
}
