using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute;

/// <summary>How the C library and OpenMP, on which libtorch stands, treat memory and waiting.</summary>
public static class NativeRuntime
{
    const int TrimThreshold = -1, MmapMax = -4, ArenaMax = -8; // names of mallopt(3)'s parameters

    /// <summary>
    /// Settings of the whole process that training profits from; call it before the first tensor. Variables that the
    /// user has set are left alone, and systems without glibc too.
    /// </summary>
    /// <remarks>
    /// Waiting: libtorch's OpenMP threads and OpenBLAS's own ones share the cores, and each spin for milliseconds when
    /// they have nothing to do, on the core that the other needs; a short spin, then sleep, makes an epoch four times
    /// faster (docs/results/first-light.md). Memory: glibc maps every large block anew and gives it back at once, so that
    /// each step pays page faults for all of its large tensors; here it keeps what is freed. Rounding: MKL, in the packages' libtorch, lets a
    /// product depend on where in memory its factors lie, unless told otherwise; then one seed would not give one run.
    /// Kernels: OpenBLAS does not know every processor (<see cref="BlasKernels"/>).
    /// </remarks>
    public static void Tune()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc)) return;
        if (NativeLibrary.TryGetExport(libc, "setenv", out var export))
        {
            var set = Marshal.GetDelegateForFunctionPointer<SetEnvironment>(export); // .NET's own setter does not reach getenv
            if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null) set("GOMP_SPINCOUNT", "1000", overwrite: 0);
            set("OPENBLAS_THREAD_TIMEOUT", "10", overwrite: 0); // as a power of two of clock ticks
            set("MKL_CBWR", "AUTO,STRICT", overwrite: 0);
            if (BlasKernels.For(Processor.Current, Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported, Avx2.IsSupported && Fma.IsSupported) is { } kernels)
                set("OPENBLAS_CORETYPE", kernels, overwrite: 0);
        }
        if (!NativeLibrary.TryGetExport(libc, "mallopt", out export)) return;
        var mallopt = Marshal.GetDelegateForFunctionPointer<Mallopt>(export);
        mallopt(MmapMax, 0);
        mallopt(TrimThreshold, int.MaxValue);
        mallopt(ArenaMax, 1);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int Mallopt(int parameter, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, CharSet = CharSet.Ansi)]
    delegate int SetEnvironment(string name, string value, int overwrite);
}
