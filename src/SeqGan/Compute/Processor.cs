using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute;

/// <summary>What an x86 processor says of itself (Intel's manual, volume 2A, CPUID).</summary>
/// <param name="IsIntel">Whether Intel made it.</param>
/// <param name="Family">Its family, with the extended one.</param>
/// <param name="Model">Its model, with the extended one.</param>
/// <param name="Avx512Bf16">Whether it has the bf16 instructions of AVX-512.</param>
/// <param name="AmxBf16">Whether it has those of AMX.</param>
internal sealed record Processor(bool IsIntel, int Family, int Model, bool Avx512Bf16, bool AmxBf16)
{
    const int Signature = 1, Features = 7; // leaves
    const int LargestFamily = 15; // in four bits; to it the extended family is added

    /// <summary>This one; null where it is not an x86 processor.</summary>
    public static Processor? Current { get; } = X86Base.IsSupported ? Read() : null;

    static Processor Read()
    {
        var (leaves, first, third, second) = X86Base.CpuId(0, 0);
        var vendor = (ReadOnlySpan<int>)[first, second, third];
        var signature = X86Base.CpuId(Signature, 0).Eax;
        var family = signature >> 8 & 15;
        if (family == LargestFamily) family += signature >> 20 & 255;
        var (subleaves, _, _, edx) = leaves >= Features ? X86Base.CpuId(Features, 0) : default;
        var eax = subleaves >= 1 ? X86Base.CpuId(Features, 1).Eax : 0;
        return new(MemoryMarshal.AsBytes(vendor).SequenceEqual("GenuineIntel"u8), family, signature >> 12 & 0xF0 | signature >> 4 & 15, (eax & 1 << 5) != 0, (edx & 1 << 22) != 0);
    }
}
