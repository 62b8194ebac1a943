using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns. It takes over the tensor it is made of, which is empty afterwards, and its place in its dispose scope.</summary>
    public class Parameter : Tensor
    {
        public Parameter(Tensor data, bool requires_grad = true) : base(data.with_requires_grad(requires_grad).DecoupleFromNativeHandle(), register: false)
        {
            if (data.OwningDisposeScope is not { } scope) return;
            scope.Disposables.Remove(data);
            scope.Disposables.Add(this);
            (data.OwningDisposeScope, OwningDisposeScope) = (null, scope);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
