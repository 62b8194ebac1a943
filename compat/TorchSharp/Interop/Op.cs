using System.Collections.Concurrent;

namespace TorchSharp.Interop;

/// <summary>
/// Calls any operator of libtorch's dispatcher:
/// <code>
/// Op.Call("linear", input, weight, bias)                        // aten::linear
/// Op.Call("add.Tensor", left, right, alpha)                     // overload after the dot, as in native_functions.yaml
/// Op.Call("sum.dim_IntList", x, dims, keepdim, default, dtype)  // default: the operator's own default; Value.None: None
/// var (values, indices) = Op.Pair("max.dim", x, dim, keepdim)
/// Op.InPlace("add_.Tensor", self, other)                        // returns self, wraps nothing
/// </code>
/// Arguments are positional, trailing defaults may be left out, and the schema coerces them: an int where a
/// double, a Scalar or a one-element list is wanted, null where None is. Results are registered with the
/// current dispose scope. A failure is an <see cref="System.Runtime.InteropServices.ExternalException"/> with libtorch's text.
/// </summary>
internal static unsafe class Op
{
    const int Inline = 8; // results that need no second trip; few operators have more

    static readonly ConcurrentDictionary<string, nint> Handles = new();

    /// <summary>An operator with one tensor as its result.</summary>
    public static torch.Tensor Call(string op, params ReadOnlySpan<Value> args)
    {
        NativeValue result;
        Invoke(op, args, &result, 1);
        return Wrap(&result);
    }

    /// <summary>An operator that changes its first argument, a tensor, and returns it.</summary>
    public static torch.Tensor InPlace(string op, params ReadOnlySpan<Value> args)
    {
        NativeValue result;
        if (Invoke(op, args, &result, 1) > 0 && result.Tag == Tag.Tensor)
            Native.door_free((nint)result.Bits);
        return (torch.Tensor)args[0].Reference!;
    }

    /// <summary>An operator with two tensors as its results.</summary>
    public static (torch.Tensor, torch.Tensor) Pair(string op, params ReadOnlySpan<Value> args)
    {
        var results = stackalloc NativeValue[2];
        Invoke(op, args, results, 2);
        return (Wrap(results), Wrap(results + 1));
    }

    /// <summary>An operator with three tensors as its results.</summary>
    public static (torch.Tensor, torch.Tensor, torch.Tensor) Triple(string op, params ReadOnlySpan<Value> args)
    {
        var results = stackalloc NativeValue[3];
        Invoke(op, args, results, 3);
        return (Wrap(results), Wrap(results + 1), Wrap(results + 2));
    }

    /// <summary>An operator with any number of tensors as its results, a list among them included.</summary>
    public static torch.Tensor[] Many(string op, params ReadOnlySpan<Value> args)
    {
        var first = stackalloc NativeValue[Inline];
        var count = (int)Invoke(op, args, first, Inline);
        var tensors = new torch.Tensor[count];
        for (var k = 0; k < Math.Min(count, Inline); k++)
            tensors[k] = Wrap(first + k);
        if (count > Inline)
        {
            fixed (NativeValue* rest = new NativeValue[count - Inline])
            {
                Native.door_overflow(rest);
                for (var k = Inline; k < count; k++)
                    tensors[k] = Wrap(rest + k - Inline);
            }
        }
        return tensors;
    }

    /// <summary>An operator whose result is a truth value.</summary>
    public static bool Test(string op, params ReadOnlySpan<Value> args)
    {
        NativeValue result;
        Invoke(op, args, &result, 1);
        return result.Bits != 0;
    }

    /// <summary>An operator whose result is a whole number.</summary>
    public static long Count(string op, params ReadOnlySpan<Value> args)
    {
        NativeValue result;
        Invoke(op, args, &result, 1);
        return result.Bits;
    }

    /// <summary>An operator whose result is a number of any kind.</summary>
    public static Scalar Number(string op, params ReadOnlySpan<Value> args)
    {
        NativeValue result;
        Invoke(op, args, &result, 1);
        return result.Tag switch
        {
            Tag.Bool => result.Bits != 0,
            Tag.Int => result.Bits,
            _ => BitConverter.Int64BitsToDouble(result.Bits),
        };
    }

    static torch.Tensor Wrap(NativeValue* result)
    {
        if (result->Tag == Tag.Tensor)
            return new torch.Tensor((nint)result->Bits);
        throw new InvalidOperationException($"The operator's result is {result->Tag}, not a tensor.");
    }

    static long Invoke(string op, ReadOnlySpan<Value> args, NativeValue* results, int capacity)
    {
        var handle = Handles.TryGetValue(op, out var known) ? known : Find(op);
        var words = 0;
        foreach (ref readonly var arg in args)
            words += arg.Words;
        var block = stackalloc NativeValue[args.Length];
        long count;
        if (words <= 128)
        {
            var scratch = stackalloc long[words];
            count = Invoke(handle, args, block, scratch, results, capacity);
        }
        else
        {
            fixed (long* scratch = new long[words])
                count = Invoke(handle, args, block, scratch, results, capacity);
        }
        foreach (ref readonly var arg in args)
            GC.KeepAlive(arg.Reference);
        return Native.Check(count);
    }

    static long Invoke(nint handle, ReadOnlySpan<Value> args, NativeValue* block, long* scratch, NativeValue* results, int capacity)
    {
        for (var k = 0; k < args.Length; k++)
            scratch += args[k].Write(block + k, scratch);
        return Native.door_call(handle, block, args.Length, results, capacity);
    }

    static nint Find(string op)
    {
        var dot = op.IndexOf('.');
        var (name, overload) = dot < 0 ? (op, "") : (op[..dot], op[(dot + 1)..]);
        return Handles.GetOrAdd(op, Native.Check(Native.door_operator("aten::" + name, overload)));
    }
}
