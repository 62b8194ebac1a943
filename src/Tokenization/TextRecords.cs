namespace SeqGan.Tokenization;

/// <summary>
/// The texts of a file of lines, JSONL, CSV or TSV, plain or gzip (told by its first bytes), read as a stream: memory does not grow
/// with the file. Blank texts are skipped unless asked for. Every format is strict UTF-8 with lines of at most <see cref="TextLines.MaximumLineBytes"/>.
/// </summary>
public static class TextRecords
{
    /// <summary>Opens the file anew for every enumeration.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where its texts are.</param>
    /// <exception cref="InvalidInputException">The file cannot be read as <see cref="TextLines"/> reads, or not in its format; file, line and remedy are named.</exception>
    public static IEnumerable<TextRecord> Read(string path, RecordOptions? options = null)
    {
        TextLines.Check(path);
        options ??= new RecordOptions();
        options.Validate();
        return Records(path, options);
    }

    /// <summary>Reads a stream that is already open; it can be enumerated once.</summary>
    /// <param name="stream">Plain or gzip; it stays open.</param>
    /// <param name="name">What error messages call it; its ending tells the format where the options do not.</param>
    /// <param name="options">Where the texts are.</param>
    /// <exception cref="InvalidInputException">As for a file.</exception>
    public static IEnumerable<TextRecord> Read(Stream stream, string name, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new RecordOptions();
        options.Validate();
        return Records(stream, name, options);
    }

    /// <summary>The format that a file's name tells; any other file is lines.</summary>
    public static DataFormat FormatOf(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            // Many call JSONL .json; a true .json file is refused at its first line.
            ".jsonl" or ".ndjson" or ".json" => DataFormat.Jsonl,
            ".csv" => DataFormat.Csv,
            ".tsv" => DataFormat.Tsv,
            _ => DataFormat.Lines,
        };
    }

    static IEnumerable<TextRecord> Records(string path, RecordOptions options)
    {
        using var stream = TextLines.Open(path);
        foreach (var record in Records(stream, path, options)) yield return record;
    }

    static IEnumerable<TextRecord> Records(Stream stream, string name, RecordOptions options)
    {
        var lines = new LineReader(stream, name);
        var records = (options.Format == DataFormat.Auto ? FormatOf(name) : options.Format) switch
        {
            DataFormat.Jsonl => JsonRecords.Read(lines, name, options),
            DataFormat.Csv => CsvRecords.Read(lines, name, options, tabs: false),
            DataFormat.Tsv => CsvRecords.Read(lines, name, options, tabs: true),
            _ => Lines(lines, name, options),
        };
        foreach (var record in records)
            if (options.KeepBlank || !string.IsNullOrWhiteSpace(record.Text)) yield return record;
    }

    static IEnumerable<TextRecord> Lines(LineReader lines, string name, RecordOptions options)
    {
        if (options.Label.Length > 0 || options.Weight.Length > 0)
            throw new InvalidInputException($"{name} is read as plain lines, which have no {(options.Label.Length > 0 ? "label" : "weight")}; give JSONL, CSV or TSV, or leave the setting out");
        while (lines.Next() is { } line) yield return new TextRecord(lines.Line, line);
    }
}
