using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>y = x Wᵀ + b.</summary>
    public sealed class Linear : Module<Tensor, Tensor>
    {
        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            out_features = weight.shape[0];
            in_features = weight.shape[1];
            this.weight = weight;
            this.bias = bias;
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

        public Parameter weight // [out, in]
        {
            get => OwnParameter("weight")!;
            set => OwnParameter("weight", value);
        }

        public Parameter? bias // [out]
        {
            get => OwnParameter("bias");
            set => OwnParameter("bias", value);
        }

        public override Tensor forward(Tensor tensor) => Op.Call("linear", tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                var (weight, bias) = FanInUniform([outputSize, inputSize], hasBias ? outputSize : null, device, dtype);
                return new Linear(weight, bias);
            }

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

            // The start of linear and convolution layers, drawn in PyTorch's order: first the weight, then the bias.
            internal static (Parameter Weight, Parameter? Bias) FanInUniform(long[] weightShape, long? biasSize, Device? device, ScalarType? dtype)
            {
                var weight = new Parameter(torch.empty(weightShape, dtype, device));
                init.kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (biasSize is null) return (weight, null);

                var bias = new Parameter(torch.empty(biasSize.Value, dtype, device));
                var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
                var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                init.uniform_(bias, -bound, bound);
                return (weight, bias);
            }
        }
    }
}
