namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Accumulates the gradients of <paramref name="tensors"/> into the leaves of their graph, or into <paramref name="inputs"/> alone.</summary>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var roots = Handles(tensors);
            var grads = Handles(grad_tensors);
            var into = Handles(inputs);
            long result;
            fixed (nint* pRoots = roots, pGrads = grads, pInto = into)
            {
                result = Native.door_backward(
                    pRoots, roots.Length, pGrads, grads.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, pInto, into.Length);
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
            Native.Check(result);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>
        /// The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>, in their order. With
        /// <paramref name="allow_unused"/>, an input that the outputs do not depend on gets an invalid tensor.
        /// </summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var roots = Handles(outputs);
            var leaves = Handles(inputs);
            var grads = Handles(grad_outputs);
            var results = new nint[leaves.Length];
            long result;
            fixed (nint* pRoots = roots, pLeaves = leaves, pGrads = grads, pResults = results)
            {
                result = Native.door_autograd_grad(
                    pRoots, roots.Length, pLeaves, leaves.Length, pGrads, grads.Length,
                    retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, pResults);
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            Native.Check(result);
            return results.Select(handle => new Tensor(handle)).ToList();
        }

        internal static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null)
                return [];
            var handles = new nint[tensors.Count];
            for (var k = 0; k < handles.Length; k++)
                handles[k] = tensors[k].Handle;
            return handles;
        }
    }

    /// <summary>Until it is disposed, no operation on this thread is recorded for a backward pass.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Native.door_grad_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Native.door_inference_mode() != 0;
}

/// <summary>Grad mode of this thread, put back on disposal.</summary>
internal sealed class GradMode : IDisposable
{
    readonly long _before = Native.door_grad_mode();

    public GradMode(bool enabled) => Native.door_set_grad_mode(enabled ? 1 : 0);

    public void Dispose() => Native.door_set_grad_mode(_before);
}

/// <summary>Inference mode of this thread; disposed on the thread that made it.</summary>
internal sealed class InferenceMode(bool mode) : IDisposable
{
    nint _guard = Native.door_inference_guard(mode ? 1 : 0);

    public void Dispose()
    {
        if (_guard != 0)
            Native.door_free_inference_guard(_guard);
        _guard = 0;
    }
}
