using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Normalises every channel by the batch's mean and variance while training, by running ones otherwise.</summary>
    public abstract class BatchNorm : NormBase
    {
        private protected BatchNorm(long features, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype, string name)
            : base(features, eps, momentum, affine, trackRunningStats, device, dtype, name)
        {
        }

        // As the package's: one value a channel is no error in training (its variance is 0), and cuDNN is not asked.
        public override Tensor forward(Tensor input)
        {
            ValidateInputDimensions(input);
            var factor = momentum ?? 0;
            if (training && num_batches_tracked is { } batches)
            {
                using var _ = torch.no_grad();
                Op.InPlace("add_.Scalar", batches, 1);
                factor = momentum ?? 1.0 / batches.item<long>();
            }
            var usesBatch = training || (running_mean is null && running_var is null);
            return Op.Call("batch_norm", input, OwnParameter("weight"), bias, running_mean, running_var, usesBatch, factor, eps, false);
        }
    }

    /// <summary>The scale, shift and running statistics of a batch normalisation.</summary>
    public abstract class NormBase : Module<Tensor, Tensor>
    {
        private protected NormBase(long features, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype, string name) : base(name)
        {
            num_features = features;
            this.eps = eps;
            this.momentum = momentum;
            this.affine = affine;
            track_running_stats = trackRunningStats;
            if (affine)
            {
                OwnParameter("weight", new Parameter(torch.ones(features, dtype, device)));
                OwnParameter("bias", new Parameter(torch.zeros(features, dtype, device)));
            }
            if (trackRunningStats)
            {
                OwnBuffer("running_mean", torch.zeros(features, dtype, device));
                OwnBuffer("running_var", torch.ones(features, dtype, device));
                OwnBuffer("num_batches_tracked", torch.zeros(Array.Empty<long>(), dtype ?? ScalarType.Int64, device));
            }
        }

        public long num_features { get; }

        public double eps { get; set; }

        public double? momentum { get; set; }

        public bool affine { get; }

        public bool track_running_stats { get; }

        public Parameter weight
        {
            get => OwnParameter("weight")!;
            set => OwnParameter("weight", value);
        }

        public Parameter? bias
        {
            get => OwnParameter("bias");
            set => OwnParameter("bias", value);
        }

        public Tensor? running_mean
        {
            get => OwnBuffer("running_mean");
            set => OwnBuffer("running_mean", value);
        }

        public Tensor? running_var
        {
            get => OwnBuffer("running_var");
            set => OwnBuffer("running_var", value);
        }

        public Tensor? num_batches_tracked
        {
            get => OwnBuffer("num_batches_tracked");
            set => OwnBuffer("num_batches_tracked", value);
        }

        protected abstract void ValidateInputDimensions(Tensor input);
    }

    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype)
            : base(features, eps, momentum, affine, trackRunningStats, device, dtype, nameof(BatchNorm1d))
        {
        }

        protected override void ValidateInputDimensions(Tensor input)
        {
            if (input.ndim is not (2 or 3)) throw new ArgumentException($"expected 2D or 3D input, but got {input.ndim}D input.");
        }
    }

    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype)
            : base(features, eps, momentum, affine, trackRunningStats, device, dtype, nameof(BatchNorm2d))
        {
        }

        protected override void ValidateInputDimensions(Tensor input)
        {
            if (input.ndim != 4) throw new ArgumentException($"expected 4D input, but got {input.ndim}D input.");
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>For [batch, features] or [batch, features, time].</summary>
            public static BatchNorm1d BatchNorm1d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>For [batch, features, height, width].</summary>
            public static BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
