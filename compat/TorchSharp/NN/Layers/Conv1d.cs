using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over time: [batch, in, time] -> [batch, out, time'].</summary>
    public sealed class Conv1d : Convolution
    {
        Conv1d(Window window, (Parameter, Parameter?) start) : base(nameof(Conv1d), window, start)
        {
        }

        internal static Conv1d Create(long inputs, long outputs, long kernel, long stride, long padding, Padding? paddingType, long dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
        {
            var window = new Window([kernel], [stride], [padding], [dilation], groups, mode, paddingType);
            return new Conv1d(window, window.Start(outputs, inputs, outputs, bias, device, dtype));
        }

        public override Tensor forward(Tensor input)
        {
            var (padded, padding) = Padded(input);
            var output = functional.conv1d(padded, weight, bias, stride[0], padding[0], dilation[0], groups);
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
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Conv1d.Create(in_channels, out_channels, kernel_size, stride, padding, null, dilation, padding_mode, groups, bias, device, dtype);

            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Conv1d.Create(in_channels, out_channels, kernel_size, stride, 0, padding, dilation, padding_mode, groups, bias, device, dtype);
        }
    }
}
