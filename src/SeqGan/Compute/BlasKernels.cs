namespace SeqGan.Compute;

/// <summary>Which kernels OpenBLAS must be told to take, where by itself it would take slow ones.</summary>
internal static class BlasKernels
{
    const int NewModels = 0xB0; // Raptor Lake, Arrow Lake, Emerald Rapids and later

    /// <summary>A value for OPENBLAS_CORETYPE, or null where OpenBLAS chooses well.</summary>
    /// <remarks>
    /// OpenBLAS 0.3.21, which is Debian 12's, takes Intel's processors since 2022 for a Pentium 4 and multiplies with SSE3 (driver/others/dynamic.c: a model
    /// that the switch of family 6 does not list falls through to family 15): a quarter of the speed where there is AVX-512 (docs/results/speed.md).
    /// </remarks>
    /// <param name="processor">Null: no x86 processor.</param>
    /// <param name="avx512">Whether it has AVX-512 with BW, DQ and VL.</param>
    /// <param name="avx2">Whether it has AVX2 and FMA.</param>
    public static string? For(Processor? processor, bool avx512, bool avx2) => processor switch
    {
        { IsIntel: true, Family: 6, Model: >= NewModels } or { IsIntel: true, Family: > 15 } => avx512 ? "SkylakeX" : avx2 ? "Haswell" : null,
        _ => null,
    };
}
