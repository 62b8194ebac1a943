using System.Runtime.InteropServices;

namespace SeqGan.Training;

/// <summary>
/// Sends a folder's entries to the disk: after a rename, a power cut may otherwise bring back the old name. .NET opens no
/// folders, hence the calls to libc; Windows needs none, its renames are journalled.
/// </summary>
internal static class DirectoryFlush
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = open(folder, flags: 0);
        if (descriptor < 0) return; // a folder that may be written to but not read
        _ = fsync(descriptor); // some file systems refuse this for folders, and keep the order by themselves
        _ = close(descriptor);
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int fsync(int descriptor);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern int close(int descriptor);
}
