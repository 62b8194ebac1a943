using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward pass leaves for its backward pass.</summary>
        public class AutogradContext : IDisposable
        {
            readonly Dictionary<string, object?> _data = [];

            internal AutogradContext()
            {
            }

            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            internal List<Tensor> ToSave { get; private set; } = [];

            internal int SavedCount { get; set; }

            /// <summary>The native node, while its backward pass runs.</summary>
            internal nint Node { get; set; }

            /// <summary>Keeps inputs or outputs of the forward pass for the backward pass.</summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>What was kept, in its order; within the backward pass.</summary>
            public unsafe List<Tensor> get_saved_variables()
            {
                var tensors = new List<Tensor>();
                for (var k = 0; k < SavedCount && Node != 0; k++)
                {
                    long failed;
                    var handle = Native.door_saved(Node, k, &failed);
                    tensors.Add(failed == 0 ? new Tensor(handle) : throw Native.Error());
                }
                return tensors;
            }

            public void save_data(string key, object value) => _data[key] = value;

            public object? get_data(string key) => _data.GetValueOrDefault(key);

            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            /// <summary>Whether a missing gradient of an output arrives as zeros (the default) or as an invalid tensor.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Forgets the tensors of the forward pass, which from here on the native node keeps.</summary>
            internal void Forget() => (ToSave, NonDifferentiable) = ([], []);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }

        /// <summary>An operation with a forward and a backward pass of its own.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            static T Instance { get; } = new();

            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars)
            {
                var inputs = vars.Select(value => value is Tensor { IsInvalid: false } tensor ? tensor : null).ToArray();
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad())
                    outputs = Instance.ForwardCore(context, vars);
                var node = new ManagedNode(Instance.Name, inputs, outputs, context, Instance.BackwardCore);
                return node.Attach();
            }

            internal abstract List<Tensor> ForwardCore(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> BackwardCore(AutogradContext ctx, List<Tensor> gradOutputs);
        }

        /// <summary>An operation with one tensor as its result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>One gradient per argument of <see cref="forward"/>; null for what is not a tensor or needs none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> ForwardCore(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> BackwardCore(AutogradContext ctx, List<Tensor> gradOutputs) => backward(ctx, gradOutputs[0]);
        }

        /// <summary>
        /// One application of a function in libtorch's graph. The native node holds this object through a GC handle until
        /// the graph is freed. Nothing that a backward pass throws crosses the border: its text travels, and comes out of
        /// the caller's backward() as an <see cref="ExternalException"/>.
        /// </summary>
        sealed unsafe class ManagedNode(
            string name, Tensor?[] inputs, List<Tensor> outputs, AutogradContext context, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
        {
            [ThreadStatic]
            static nint _problem;

            readonly bool[] _isTensor = Array.ConvertAll(inputs, input => input is not null);
            Output[] _outputs = [];

            readonly record struct Output(long[] Shape, ScalarType Type, Device Device);

            /// <summary>Returns the outputs, children of the inputs if any of these requires a gradient and grad mode is on.</summary>
            public List<Tensor> Attach()
            {
                var parents = inputs.OfType<Tensor>().ToList();
                if (!is_grad_enabled() || !parents.Any(parent => parent.requires_grad))
                    return outputs;
                // An input handed through must not become its own child.
                var results = outputs.ConvertAll(output => parents.Contains(output, ReferenceEqualityComparer.Instance) ? output.detach() : output);
                _outputs = results.Select(result => new Output(result.shape, result.dtype, result.device)).ToArray();
                var ins = Handles(parents);
                var outs = Handles(results);
                var saved = context.ToSave.Select(tensor => tensor is { IsInvalid: false } ? tensor.Handle : 0).ToArray();
                context.SavedCount = saved.Length;
                var differentiable = outputs.Select(output => (nint)(context.NonDifferentiable.Contains(output, ReferenceEqualityComparer.Instance) ? 0 : 1)).ToArray();
                var self = GCHandle.ToIntPtr(GCHandle.Alloc(this));
                long made;
                fixed (nint* pIns = ins, pOuts = outs, pSaved = saved, pDifferentiable = differentiable)
                    made = Native.door_custom(pOuts, outs.Length, pDifferentiable, pIns, ins.Length, pSaved, saved.Length, &Backward, &Release, self);
                GC.KeepAlive(parents);
                GC.KeepAlive(context.ToSave);
                context.Forget();
                (inputs, outputs) = ([], []);
                Native.Check(made);
                return results;
            }

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            static nint Backward(nint self, nint node, nint* gradOutputs, long outputCount, nint* gradInputs, long inputCount)
            {
                var given = new ReadOnlySpan<nint>(gradOutputs, (int)outputCount);
                var wanted = new Span<nint>(gradInputs, (int)inputCount);
                try
                {
                    ((ManagedNode)GCHandle.FromIntPtr(self).Target!).Run(node, given, wanted);
                    return 0;
                }
                catch (Exception exception)
                {
                    Marshal.FreeCoTaskMem(_problem);
                    return _problem = Marshal.StringToCoTaskMemUTF8(exception.Message);
                }
            }

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            static void Release(nint self)
            {
                var handle = GCHandle.FromIntPtr(self);
                ((ManagedNode)handle.Target!).Drop();
                handle.Free();
            }

            void Drop() => context.Dispose();

            void Run(nint node, ReadOnlySpan<nint> given, Span<nint> wanted)
            {
                using var scope = NewDisposeScope();
                context.Node = node;
                var grads = new List<Tensor>(given.Length);
                for (var k = 0; k < given.Length; k++)
                {
                    grads.Add(given[k] == 0 && context.MaterializeGrads && k < _outputs.Length
                        ? zeros(_outputs[k].Shape, _outputs[k].Type, _outputs[k].Device)
                        : new Tensor(given[k]));
                }
                var found = backward(context, grads);
                if (found.Count != _isTensor.Length && (found.Count < _isTensor.Length || found.Skip(_isTensor.Length).Any(grad => grad is { IsInvalid: false })))
                    throw new NotImplementedException($"Function {name} returned an incorrect number of gradients (expected {_isTensor.Length}), got {found.Count}");
                var place = 0;
                for (var k = 0; k < _isTensor.Length; k++)
                {
                    var grad = found[k] is { IsInvalid: false } defined ? defined : null;
                    if (!_isTensor[k] && grad is not null)
                        throw new NotImplementedException($"Function {name} returned a gradient different that is defined at position {k + 1}, but the corresponding forward input was not a Tensor");
                    if (_isTensor[k])
                        wanted[place++] = grad is null ? 0 : Native.door_share(grad.Handle);
                }
            }
        }
    }
}
