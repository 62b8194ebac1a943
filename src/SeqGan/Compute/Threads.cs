using System.Runtime.InteropServices;
using TorchSharp;

namespace SeqGan.Compute;

/// <summary>The one setting for the threads of native code.</summary>
/// <remarks>
/// libtorch may start with one thread while its BLAS starts with its own number, and .NET's SetEnvironmentVariable does
/// not reach native getenv; so both are set by call.
/// </remarks>
public static class Threads
{
    /// <summary>How many threads our own kernels use: what <see cref="Use"/> last said, else the cores this process may use.</summary>
    public static int Count { get; private set; } = Environment.ProcessorCount;

    /// <summary>Sets the threads of libtorch and, where it is the BLAS, of OpenBLAS.</summary>
    /// <param name="count">How many; null: the cores this process may use (on Linux within its cgroup).</param>
    /// <returns>How many it is now.</returns>
    public static int Use(int? count = null)
    {
        var threads = count ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(count));
        Count = threads;
        torch.set_num_threads(threads);
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libopenblas.so.0", out var openblas)
            && NativeLibrary.TryGetExport(openblas, "openblas_set_num_threads", out var set))
        {
            Marshal.GetDelegateForFunctionPointer<SetThreads>(set)(threads);
        }
        return threads;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void SetThreads(int count);
}
