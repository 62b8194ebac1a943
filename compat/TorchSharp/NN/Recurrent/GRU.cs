using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Gated recurrent units (Cho et al., 2014), with libtorch's gates: reset, update, new.</summary>
    public sealed class GRU : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        readonly long _hidden;
        readonly long _layers;
        readonly bool _bias;
        readonly bool _batchFirst;
        readonly double _dropout;
        readonly bool _bidirectional;
        readonly string[] _names;

        internal GRU(long inputs, long hidden, long layers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(GRU))
        {
            (_hidden, _layers, _bias, _batchFirst, _dropout, _bidirectional) = (hidden, layers, bias, batchFirst, dropout, bidirectional);
            var names = new List<string>();
            foreach (var (name, weight) in Recurrent.Weights(3, inputs, hidden, layers, bias, bidirectional, device, dtype))
            {
                OwnParameter(name, weight);
                names.Add(name);
            }
            _names = [.. names];
        }

        /// <summary>Runs over whole sequences; shapes as in <see cref="LSTM"/>.</summary>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
        {
            if (h0 is not null) return Run(input, h0);
            using var h = Recurrent.Zeros(input, _batchFirst, _layers * (_bidirectional ? 2 : 1), _hidden);
            return Run(input, h);
        }

        (Tensor, Tensor) Run(Tensor input, Tensor h) =>
            Op.Pair("gru.input", input, h, Array.ConvertAll<string, Tensor>(_names, name => OwnParameter(name)!), _bias, _layers, _dropout, training, _bidirectional, _batchFirst);

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0!);

        public void flatten_parameters()
        {
            // As in LSTM.
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
