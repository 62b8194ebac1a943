using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute;

/// <summary>What this processor can do with bf16.</summary>
internal static class Bfloat16
{
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
