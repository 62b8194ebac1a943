using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>One step of a long short-term memory.</summary>
    public sealed class LSTMCell : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
    {
        internal LSTMCell(long inputs, long hidden, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell))
        {
            weight_ih = Recurrent.Uniform(hidden, [4 * hidden, inputs], device, dtype);
            weight_hh = Recurrent.Uniform(hidden, [4 * hidden, hidden], device, dtype);
            if (!bias) return;
            bias_ih = Recurrent.Uniform(hidden, [4 * hidden], device, dtype);
            bias_hh = Recurrent.Uniform(hidden, [4 * hidden], device, dtype);
        }

        public Parameter? weight_ih // [4 · hidden, inputs]
        {
            get => OwnParameter("weight_ih");
            set => OwnParameter("weight_ih", value);
        }

        public Parameter? weight_hh // [4 · hidden, hidden]
        {
            get => OwnParameter("weight_hh");
            set => OwnParameter("weight_hh", value);
        }

        public Parameter? bias_ih
        {
            get => OwnParameter("bias_ih");
            set => OwnParameter("bias_ih", value);
        }

        public Parameter? bias_hh
        {
            get => OwnParameter("bias_hh");
            set => OwnParameter("bias_hh", value);
        }

        /// <summary>The state after one step: [batch, inputs] and two [batch, hidden] (zeros where null) to two [batch, hidden].</summary>
        public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
        {
            if (h0_c0 is var (h0, c0)) return Step(input, h0, c0);
            using var zeros = torch.zeros([input.shape[0], weight_hh!.shape[1]], input.dtype, input.device);
            return Step(input, zeros, zeros);
        }

        (Tensor, Tensor) Step(Tensor input, Tensor h, Tensor c) =>
            Op.Pair("lstm_cell", input, new Tensor[] { h, c }, weight_ih, weight_hh, bias_ih, bias_hh);

        public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}
