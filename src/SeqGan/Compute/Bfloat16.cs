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

    /// <summary>Whether oneDNN in libtorch has a product of bf16 for this processor, which adds in fp32. .NET has no instructions of that kind.</summary>
    public static bool HasProduct { get; } = Avx512BW.IsSupported;

    /// <summary>Whether this processor multiplies bf16 faster than fp32.</summary>
    /// <remarks>Intel's AVX-512 has them in one of its two units, where fp32 uses both: without AMX bf16 is slower there (docs/results/speed.md).</remarks>
    public static bool IsFast { get; } = HasProduct && IsFastOn(Processor.Current);

    /// <summary>The same of any processor with AVX-512; null: of none.</summary>
    public static bool IsFastOn(Processor? processor) => processor is { AmxBf16: true } or { Avx512Bf16: true, IsIntel: false };
}
