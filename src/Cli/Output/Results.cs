using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SeqGan.Cli.Output;

/// <summary>Standard output, where results go: UTF-8 without a byte-order mark, lines end in LF.</summary>
internal static class Results
{
    const int GetFlags = 3, AccessMode = 3, ReadOnly = 0; // of POSIX systems' fcntl

    // POSIX EPIPE; Windows ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    static readonly int[] _closedPipe = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Opens it for one command. Lines appear at once on a terminal and in blocks elsewhere.</summary>
    /// <exception cref="IOException">It is closed. Known at once, not after a training; and a file of the runtime's own may stand in its place.</exception>
    public static TextWriter Open()
    {
        if (!OperatingSystem.IsWindows() && fcntl(1, GetFlags) is var flags && (flags < 0 || (flags & AccessMode) == ReadOnly))
            throw new IOException("standard output is closed; redirect it, to /dev/null if nobody needs the results");
        return new StreamWriter(new ResultStream(Stream()), new UTF8Encoding(false), 1 << 12) { NewLine = "\n", AutoFlush = !Console.IsOutputRedirected };
    }

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool IsClosedPipe(IOException error) => _closedPipe.Contains(error.HResult);

    // The console's own stream says nothing when the reader of a pipe is gone, and a command would go on for nobody; a
    // FileStream does, but it would not move the position that a file on standard output shares with other programs.
    static Stream Stream()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int fcntl(int file, int command);
}
