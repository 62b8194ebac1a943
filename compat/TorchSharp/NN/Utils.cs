using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to all parameters at once.</summary>
        public static partial class utils
        {
            /// <summary>Scales the gradients so that their norm, taken together, is at most max_norm.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = torch.NewDisposeScope();
                using var _ = torch.no_grad();
                var grads = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (grads.Length == 0) return 0;

                var norms = Array.ConvertAll(grads, grad => Op.Call("norm.Scalar", grad, norm_type).to(grads[0].device));
                var total = Op.Call("norm.Scalar", Op.Call("stack", norms), norm_type);
                var factor = Op.Call("clamp_max", max_norm / (total + 1e-6), 1.0);
                foreach (var grad in grads) Op.InPlace("mul_.Tensor", grad, factor.to(grad.device));
                return total.to(ScalarType.Float64).item<double>();
            }

            /// <summary>Cuts every value of the gradients to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = torch.NewDisposeScope();
                using var _ = torch.no_grad();
                foreach (var grad in tensors.Select(parameter => parameter.grad).OfType<Tensor>()) Op.InPlace("clamp_", grad, -clip_value, clip_value);
            }
        }
    }
}
