using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997), with libtorch's gates: input, forget, cell, output.</summary>
    public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        readonly long _hidden;
        readonly long _layers;
        readonly bool _bias;
        readonly bool _batchFirst;
        readonly double _dropout;
        readonly bool _bidirectional;
        readonly string[] _names;

        internal LSTM(long inputs, long hidden, long layers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(LSTM))
        {
            (_hidden, _layers, _bias, _batchFirst, _dropout, _bidirectional) = (hidden, layers, bias, batchFirst, dropout, bidirectional);
            var names = new List<string>();
            foreach (var (name, weight) in Weights(inputs, hidden, layers, bias, bidirectional, device, dtype))
            {
                ConditionallyRegisterParameter(name, weight); // as in the package, they stay in the dispose scope in which the module is made
                names.Add(name);
            }
            _names = [.. names];
        }

        /// <summary>Runs over whole sequences.</summary>
        /// <param name="input">[time, batch, inputs], or [batch, time, inputs] with batchFirst.</param>
        /// <param name="h0_c0">The state before the first step, each [layers · directions, batch, hidden]; zeros where null.</param>
        /// <returns>The outputs of the last layer at every step, and the state after the last one.</returns>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
        {
            if (h0_c0 is var (h0, c0)) return Run(input, h0, c0);
            var rows = _layers * (_bidirectional ? 2 : 1);
            var batch = input.shape[_batchFirst ? 0 : 1];
            using var zeros = torch.zeros([rows, batch, _hidden], input.dtype, input.device);
            return Run(input, zeros, zeros);
        }

        (Tensor, Tensor, Tensor) Run(Tensor input, Tensor h, Tensor c) =>
            Op.Triple("lstm.input", input, new Tensor[] { h, c }, Array.ConvertAll<string, Tensor>(_names, name => OwnParameter(name)!), _bias, _layers, _dropout, training, _bidirectional, _batchFirst);

        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        public void flatten_parameters()
        {
            // The weights lie one by one; cuDNN copies them together itself.
        }

        // The weights of every layer, named and drawn as in PyTorch: uniform in ±1/√hidden.
        static IEnumerable<(string Name, Parameter Parameter)> Weights(long inputs, long hidden, long layers, bool bias, bool bidirectional, Device? device, ScalarType? dtype)
        {
            var directions = bidirectional ? 2 : 1;
            for (var layer = 0L; layer < layers; layer++)
                for (var direction = 0; direction < directions; direction++)
                {
                    var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                    var width = layer == 0 ? inputs : hidden * directions;
                    yield return ("weight_ih" + suffix, Uniform(hidden, [4 * hidden, width], device, dtype));
                    yield return ("weight_hh" + suffix, Uniform(hidden, [4 * hidden, hidden], device, dtype));
                    if (!bias) continue;
                    yield return ("bias_ih" + suffix, Uniform(hidden, [4 * hidden], device, dtype));
                    yield return ("bias_hh" + suffix, Uniform(hidden, [4 * hidden], device, dtype));
                }
        }

        static Parameter Uniform(long hidden, long[] shape, Device? device, ScalarType? dtype)
        {
            var bound = hidden > 0 ? 1 / Math.Sqrt(hidden) : 0;
            var weight = new Parameter(torch.empty(shape, dtype, device));
            init.uniform_(weight, -bound, bound);
            return weight;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
