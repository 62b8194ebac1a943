using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute.Simd;

/// <summary>A tensor's own memory as a kernel sees it: contiguous, on the CPU, of a known shape; the tensor lives as long as this is not disposed of.</summary>
/// <typeparam name="T">The tensor's element type; ushort stands for bf16.</typeparam>
internal readonly unsafe struct TensorMemory<T> : IDisposable where T : unmanaged
{
    readonly Tensor _tensor;

    /// <exception cref="ArgumentException">The tensor is of another kind or shape.</exception>
    public TensorMemory(Tensor tensor, params ReadOnlySpan<long> shape)
    {
        if (tensor.device_type != DeviceType.CPU) throw new ArgumentException($"the tensor is on {tensor.device}; a kernel reads the CPU's memory", nameof(tensor));
        if (tensor.dtype != Type) throw new ArgumentException($"the tensor has elements of {tensor.dtype}; {Type} was expected", nameof(tensor));
        if (!tensor.shape.AsSpan().SequenceEqual(shape)) throw new ArgumentException($"the tensor is [{string.Join(", ", tensor.shape)}]; [{string.Join(", ", shape.ToArray())}] was expected", nameof(tensor));
        if (!tensor.is_contiguous()) throw new ArgumentException("the tensor is not contiguous", nameof(tensor));
        _tensor = tensor;
        Start = (T*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(tensor.bytes));
    }

    /// <summary>The first element.</summary>
    public T* Start { get; }

    /// <summary>Whether a kernel can read a tensor in place.</summary>
    public static bool Reaches(Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == Type && tensor.is_contiguous() && tensor.NumberOfElements <= int.MaxValue / sizeof(T);

    /// <summary>Where several tensors begin; the caller keeps them alive.</summary>
    public static nint[] Addresses(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => (nint)new TensorMemory<T>(tensor, tensor.shape).Start);

    static ScalarType Type => typeof(T) == typeof(float) ? ScalarType.Float32 : typeof(T) == typeof(ushort) ? ScalarType.BFloat16 : typeof(T) == typeof(int) ? ScalarType.Int32 : ScalarType.Int64;

    public void Dispose() => GC.KeepAlive(_tensor);
}
