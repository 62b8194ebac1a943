namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Starts for parameters, in place and outside autograd, drawing the numbers that PyTorch draws from the same seed.
        /// There is no xavier_normal_: the real package draws it uniformly.
        /// </summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            /// <summary>The factor by which a nonlinearity shrinks the deviation; <paramref name="param"/> is a leaky ReLU's slope.</summary>
            static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using var _ = torch.no_grad();
                return tensor.uniform_(low, high, generator);
            }

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var _ = torch.no_grad();
                return tensor.normal_(mean, std, generator);
            }

            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var _ = torch.no_grad();
                return tensor.fill_(val);
            }

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Glorot and Bengio (2010): uniform with variance gain² · 2 / (fan in + fan out).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>He et al. (2015): uniform with variance gain² / fan.</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>He et al. (2015): normal with variance gain² / fan.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            /// <summary>Saxe et al. (2014): rows (or columns, where there are fewer) that are orthonormal up to the gain.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                if (tensor.dim() < 2) throw new ArgumentException("Only tensors with 2 or more dimensions are supported");
                using var _ = torch.no_grad();
                using var scope = torch.NewDisposeScope();
                var rows = tensor.shape[0];
                var columns = tensor.numel() / rows;
                var flat = torch.empty([rows, columns], tensor.dtype, tensor.device).normal_();
                if (rows < columns) flat = flat.t();
                var (q, r) = Op.Pair("linalg_qr", flat);
                q = q * Op.Call("sign", Op.Call("diag", r)); // makes the draw uniform over the orthogonal matrices
                if (rows < columns) q = q.t();
                Op.InPlace("copy_", tensor, q.reshape(tensor.shape));
                return Op.InPlace("mul_.Scalar", tensor, gain);
            }

            /// <summary>Inputs and outputs of one unit: [out, in, kernel...] has in · kernel and out · kernel.</summary>
            internal static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
                var field = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }
        }
    }
}
