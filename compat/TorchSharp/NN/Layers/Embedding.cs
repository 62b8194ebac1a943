using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table, looked up by index.</summary>
    public sealed class Embedding : Module<Tensor, Tensor>
    {
        readonly long? _paddingIndex;
        readonly bool _scaleGradByFreq;
        readonly bool _sparse;

        internal Embedding(Parameter weight, long? paddingIndex, bool scaleGradByFreq, bool sparse) : base(nameof(Embedding))
        {
            _paddingIndex = paddingIndex < 0 ? paddingIndex + weight.shape[0] : paddingIndex;
            _scaleGradByFreq = scaleGradByFreq;
            _sparse = sparse;
            ConditionallyRegisterParameter("weight", weight); // as in the package, it stays in the dispose scope in which the module is made
        }

        public Parameter? weight // [entries, dimensions]
        {
            get => OwnParameter("weight");
            set => OwnParameter("weight", value);
        }

        public override Tensor forward(Tensor input) => // [...] -> [..., dimensions]
            Op.Call("embedding", weight!, input, _paddingIndex ?? -1, _scaleGradByFreq, _sparse);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseMaxNorm(max_norm);
                var weight = new Parameter(torch.empty(num_embeddings, embedding_dims, dtype, device));
                init.normal_(weight);
                if (padding_idx is { } row)
                {
                    using var _ = torch.no_grad();
                    using var padding = weight.select(0, row);
                    padding.zero_();
                }
                return new Embedding(weight, padding_idx, scale_grad_by_freq, sparse);
            }

            static void RefuseMaxNorm(double? maxNorm)
            {
                if (maxNorm is not null) throw new NotSupportedException("Embedding: max_norm is not in this subset of TorchSharp; leave it null.");
            }
        }
    }
}
