using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over images: [batch, in, height, width] -> [batch, out, height', width'].</summary>
    public sealed class Conv2d : Convolution
    {
        Conv2d(Window window, (Parameter, Parameter?) start) : base(nameof(Conv2d), window, start)
        {
        }

        internal static Conv2d Create(long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, Padding? paddingType, (long, long) dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
        {
            var window = new Window(Pair(kernel), Pair(stride), Pair(padding), Pair(dilation), groups, mode, paddingType);
            return new Conv2d(window, window.Start(outputs, inputs, outputs, bias, device, dtype));
        }

        static long[] Pair((long, long) sizes) => [sizes.Item1, sizes.Item2];

        public override Tensor forward(Tensor input)
        {
            var (padded, padding) = Padded(input);
            var output = functional.conv2d(padded, weight, bias, stride, padding, dilation, groups);
            if (!ReferenceEquals(padded, input)) padded.Dispose();
            return output;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Conv2d.Create(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), null, (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Conv2d.Create(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), null, dilation ?? (1, 1), padding_mode, groups, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Conv2d.Create(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (0, 0), padding, (dilation, dilation), padding_mode, groups, bias, device, dtype);
        }
    }
}
