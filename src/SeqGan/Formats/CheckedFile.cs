using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Formats;

/// <summary>
/// Opens a file for a strict reader. It must be a regular file: a pipe or a device has no length against which what the
/// file says about itself could be checked. Every fault becomes one line that names the file.
/// </summary>
internal static class CheckedFile
{
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it; throws <see cref="InvalidDataException"/> with words for the middle of a line.</param>
    /// <param name="remedy">What to do about a fault.</param>
    /// <param name="verdict">What is said of a file that <paramref name="read"/> refuses.</param>
    /// <exception cref="InvalidInputException">The file cannot be opened, or <paramref name="read"/> refuses it.</exception>
    public static T Read<T>(string path, Func<Stream, T> read, string remedy, string verdict = "cannot be used")
    {
        if (!File.Exists(path)) throw new InvalidInputException($"{path} is {(Directory.Exists(path) ? "a folder" : "missing")}; {remedy}");
        try
        {
            // Asked before opening, which for a pipe would wait until somebody writes.
            if (new FileInfo(path).Length == 0) throw new InvalidDataException("it is empty or no regular file");
            using var stream = File.OpenRead(path);
            return stream.CanSeek ? read(stream) : throw new InvalidDataException("it is no regular file");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidInputException($"{path} {verdict}: {Fault.Of(error)}; {remedy}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path} cannot be read: {Fault.Of(error)}; {remedy}", error);
        }
    }
}
