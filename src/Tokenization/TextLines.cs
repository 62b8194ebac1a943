namespace SeqGan.Tokenization;

/// <summary>
/// The lines of a text file, plain or gzip (told by its first bytes, not its name), read as a stream: memory does not grow with the file.
/// UTF-8 with or without a byte-order mark; lines end in LF or CRLF; blank lines are skipped unless asked for; the last line needs no end.
/// </summary>
public static class TextLines
{
    /// <summary>The longest line that is read, in bytes; more is no corpus of lines.</summary>
    public const int MaximumLineBytes = 1 << 20;

    /// <summary>Opens the file anew for every enumeration.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepBlank">Gives blank lines too, for files whose line numbers mean something.</param>
    /// <exception cref="InvalidInputException">
    /// The file cannot be opened or read, is not UTF-8 (file, line and byte offset in the unpacked text are named), has a line longer
    /// than <see cref="MaximumLineBytes"/>, or unpacks to more than any text does.
    /// </exception>
    public static IEnumerable<string> Read(string path, bool keepBlank = false)
    {
        Check(path);
        return Lines(path, keepBlank);
    }

    /// <summary>Reads a stream that is already open; it can be enumerated once.</summary>
    /// <param name="stream">Plain or gzip text; it stays open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="keepBlank">Gives blank lines too.</param>
    /// <exception cref="InvalidInputException">As for a file.</exception>
    public static IEnumerable<string> Read(Stream stream, string name, bool keepBlank = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var reader = new LineReader(stream, name);
        while (reader.Next() is { } line)
            if (keepBlank || !string.IsNullOrWhiteSpace(line)) yield return line;
    }

    static IEnumerable<string> Lines(string path, bool keepBlank)
    {
        using var stream = Open(path);
        foreach (var line in Read(stream, path, keepBlank)) yield return line;
    }

    /// <summary>Reports a wrong name at once, not at the first line. Opening to try would drain a pipe.</summary>
    internal static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new InvalidInputException($"{path}: is a folder; give a text file");
        if (!File.Exists(path)) throw new InvalidInputException($"{path}: there is no such file; check the path");
    }

    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path}: cannot be opened: {Quoted.Text(error.Message)}; check the path and its permissions", error);
        }
    }
}
