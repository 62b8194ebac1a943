using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute;

/// <summary>bf16's form, and what this processor can do with it.</summary>
internal static class Bfloat16
{
    /// <summary>Bits of a float that bf16 lacks.</summary>
    public const int Shift = 16;

    /// <summary>What makes a float's bits round to the nearest when they are cut: with 1 more where the bit above is set, ties go to even.</summary>
    public const uint BelowHalf = 0x7FFF;

    /// <summary>What is not a number, in bf16.</summary>
    public const ushort NaN = 0x7FC0;

    const int Features = 7; // the leaf of CPUID with extended features
    const int Avx512Bf16 = 1 << 5; // subleaf 1, EAX
    const int AmxBf16 = 1 << 22; // subleaf 0, EDX

    /// <summary>Whether it multiplies bf16 faster than fp32. .NET has no instructions of that kind, but oneDNN in libtorch uses them.</summary>
    public static bool IsFast { get; } = Avx512BW.IsSupported && Look();

    static bool Look()
    {
        if (X86Base.CpuId(0, 0).Eax < Features) return false;
        var (subleaves, _, _, edx) = X86Base.CpuId(Features, 0);
        return (edx & AmxBf16) != 0 || (subleaves >= 1 && (X86Base.CpuId(Features, 1).Eax & Avx512Bf16) != 0);
    }
}
