using System.Text.RegularExpressions;

namespace SeqGan.Training;

/// <summary>Writes whole files so that a reader sees the old content or the new one, never a part.</summary>
public static partial class AtomicFile
{
    /// <summary>
    /// Writes beside the target under a temporary name, flushes to disk, renames into place, flushes the folder. On failure
    /// the target is as it was and the temporary file is gone.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="open">Makes the stream of the temporary file; tests make it fail. Default: a new file.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write, Func<string, FileStream>? open = null)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = open is null ? new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None) : open(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            DirectoryFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            if (error is IOException or UnauthorizedAccessException) throw new IOException($"{path} cannot be written: {Fault.Of(error)}; make room or permission for it, or write elsewhere", error);
            throw;
        }
    }

    /// <summary>Writes UTF-8 text without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether this is the name of a file that was never finished.</summary>
    internal static bool IsTemporary(string path) => UnfinishedName().IsMatch(path);

    [GeneratedRegex(@"\.[0-9]+\.tmp$")]
    private static partial Regex UnfinishedName();
}
