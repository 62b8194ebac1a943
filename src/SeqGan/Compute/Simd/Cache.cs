using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute.Simd;

/// <summary>Asks for memory before it is needed, where the processor does not see by itself what comes next.</summary>
internal static unsafe class Cache
{
    /// <summary>Floats of a cache line.</summary>
    public const int Line = 16;

    /// <summary>Asks for the line of an address, which may lie outside of any memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }
}
