using System.Runtime.InteropServices;

namespace SeqGan.Compute.Simd;

/// <summary>Native memory for floats, on the border of a cache line; not cleared.</summary>
/// <remarks>
/// Aligned here: glibc's own aligned allocation takes some bytes more from the heap and gives them back on both sides, where
/// others settle in them, so that a large block's place is too small for the next one of its size, and the heap grows by it.
/// </remarks>
internal sealed unsafe class AlignedFloats : IDisposable
{
    const nuint CacheLine = 64;

    void* _memory;

    public AlignedFloats(long count)
    {
        _memory = NativeMemory.Alloc((nuint)count * sizeof(float) + CacheLine);
        Start = (float*)(((nuint)_memory + CacheLine - 1) & ~(CacheLine - 1));
        Count = count;
    }

    public float* Start { get; private set; }

    public long Count { get; }

    /// <summary>Sets every number to 0.</summary>
    public AlignedFloats Clear()
    {
        NativeMemory.Clear(Start, (nuint)Count * sizeof(float));
        return this;
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = Start = null;
        GC.SuppressFinalize(this);
    }

    ~AlignedFloats() => NativeMemory.Free(_memory);
}
