using System.Runtime.InteropServices;

namespace SeqGan.Compute.Simd;

/// <summary>Native memory for floats, on the border of a cache line; not cleared.</summary>
internal sealed unsafe class AlignedFloats(long count) : IDisposable
{
    const nuint CacheLine = 64;

    float* _start = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);

    public float* Start => _start;

    public long Count { get; } = count;

    /// <summary>Sets every number to 0.</summary>
    public AlignedFloats Clear()
    {
        NativeMemory.Clear(_start, (nuint)Count * sizeof(float));
        return this;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        GC.SuppressFinalize(this);
    }

    ~AlignedFloats() => NativeMemory.AlignedFree(_start);
}
