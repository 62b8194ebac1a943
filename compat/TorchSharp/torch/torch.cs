using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// PyTorch's functions under their own names, as TorchSharp has them: a strict subset of TorchSharp 0.106.0
/// over whatever libtorch (1.13 or later) the machine has.
/// </summary>
public static partial class torch
{
    /// <summary>The version of libtorch that this was built against.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)Native.door_version())!;

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>Opens a scope that disposes every tensor made on this thread while it is the innermost one.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>Evaluates <paramref name="expr"/> in a scope of its own, which only the result leaves.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>The threads of one operation.</summary>
    public static int get_num_threads() => (int)Native.door_num_threads();

    public static void set_num_threads(int num) => Native.Check(Native.door_set_num_threads(num));

    /// <summary>Which way a quotient is rounded: not at all, towards zero, down.</summary>
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }
}
