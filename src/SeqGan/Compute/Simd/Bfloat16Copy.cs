using System.Runtime.Intrinsics;

namespace SeqGan.Compute.Simd;

/// <summary>Copies between fp32 and bf16, by all threads: 6 bytes a number.</summary>
internal static unsafe class Bfloat16Copy
{
    const int PartSize = 1 << 16; // numbers that a thread copies at a time

    /// <summary>Rounds to the nearest, ties to even.</summary>
    public static void Round(float* from, ushort* to, long count)
    {
        if (Vector512.IsHardwareAccelerated) Round<Lanes16>(from, to, count);
        else if (Vector256.IsHardwareAccelerated) Round<Lanes8>(from, to, count);
        else Round<Lanes1>(from, to, count);
    }

    /// <summary>The same numbers in fp32.</summary>
    public static void Widen(ushort* from, float* to, long count)
    {
        if (Vector512.IsHardwareAccelerated) Widen<Lanes16>(from, to, count);
        else if (Vector256.IsHardwareAccelerated) Widen<Lanes8>(from, to, count);
        else Widen<Lanes1>(from, to, count);
    }

    /// <inheritdoc cref="Round(float*, ushort*, long)"/>
    internal static void Round<T>(float* from, ushort* to, long count) where T : unmanaged, ILanes<T> => Parts(count, (i, end) =>
    {
        for (; i <= end - T.Count; i += T.Count) T.Load(from + i).StoreBfloat16(to + i);
        for (; i < end; i++) Lanes1.Load(from + i).StoreBfloat16(to + i);
    });

    /// <inheritdoc cref="Widen(ushort*, float*, long)"/>
    internal static void Widen<T>(ushort* from, float* to, long count) where T : unmanaged, ILanes<T> => Parts(count, (i, end) =>
    {
        for (; i <= end - T.Count; i += T.Count) T.LoadBfloat16(from + i).Store(to + i);
        for (; i < end; i++) Lanes1.LoadBfloat16(from + i).Store(to + i);
    });

    static void Parts(long count, Action<long, long> copy) =>
        Workers.For((int)((count + PartSize - 1) / PartSize), part => copy((long)part * PartSize, Math.Min(((long)part + 1) * PartSize, count)));
}
