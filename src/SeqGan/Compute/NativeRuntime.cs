using System.Runtime.InteropServices;

namespace SeqGan.Compute;

/// <summary>How the C library and OpenMP, on which libtorch stands, treat memory and waiting.</summary>
public static class NativeRuntime
{
    const int TrimThreshold = -1, MmapMax = -4, ArenaMax = -8; // names of mallopt(3)'s parameters

    /// <summary>
    /// Two settings of the whole process that training profits from; call it before the first tensor. Variables that the
    /// user has set are left alone, and systems without glibc too.
    /// </summary>
    /// <remarks>
    /// Waiting: libgomp's threads spin for milliseconds at every barrier, so that on a shared machine a step of many small
    /// operators waits for threads that are not running (ten times slower in docs/results/first-light.md); a short spin,
    /// then sleep, costs nothing on a quiet one. Memory: glibc maps every large block anew and gives it back at once, so
    /// that each step pays page faults for all of its large tensors; here it keeps what is freed.
    /// </remarks>
    public static void Tune()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc)) return;
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null && NativeLibrary.TryGetExport(libc, "setenv", out var setenv))
            Marshal.GetDelegateForFunctionPointer<SetEnvironment>(setenv)("GOMP_SPINCOUNT", "1000", overwrite: 0); // .NET's own setter does not reach getenv
        if (!NativeLibrary.TryGetExport(libc, "mallopt", out var export)) return;
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
