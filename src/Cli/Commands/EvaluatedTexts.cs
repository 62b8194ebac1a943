using System.CommandLine;
using SeqGan.Cli.Config;

namespace SeqGan.Cli.Commands;

/// <summary>The texts that <c>seqgan evaluate</c> reads: files of lines, JSONL, CSV or TSV, plain or gzip, or standard input.</summary>
internal sealed class EvaluatedTexts(ParseResult parsed)
{
    const string StandardInput = "-";

    static readonly RecordOptions _usual = new();
    static readonly Option<string> _inputFormat = new Option<string>("--input-format") { Description = "How standard input holds its texts; of files their names say it.", DefaultValueFactory = _ => "lines" }.AcceptOnlyFromAmong("lines", "jsonl", "csv", "tsv");
    static readonly Option<string> _field = new("--field") { Description = "JSONL: the field with the text.", HelpName = "NAME", DefaultValueFactory = _ => _usual.Field };
    static readonly Option<string> _column = new("--column") { Description = "CSV and TSV: the column with the text, a name of the header row or a number from 1.", HelpName = "NAME", DefaultValueFactory = _ => _usual.Column };

    public static IReadOnlyList<Option> Options { get; } = [_inputFormat, _field, _column];

    readonly RecordOptions _options = new() { Field = parsed.GetValue(_field)!, Column = parsed.GetValue(_column)!, KeepBlank = true };

    TextRecord[]? _input;

    /// <summary>What messages call a path.</summary>
    public static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    /// <summary>Refuses a command line that would read standard input twice, for it is there once, or not at all though it says how.</summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static void RequireOneInput(ParseResult parsed, IEnumerable<string> paths)
    {
        var inputs = paths.Count(path => path == StandardInput);
        if (inputs == 0) parsed.Refuse([_inputFormat], "is for standard input (-); the name of a file says how it holds its texts");
        if (inputs > 1) throw new InvalidInputException("standard input (-) is given twice, and can be read once; write it to a file first");
    }

    /// <summary>The texts of a path.</summary>
    /// <param name="path">A file, or - for standard input.</param>
    /// <param name="keepBlank">Blank ones too, where their numbers mean something.</param>
    /// <exception cref="InvalidInputException">It cannot be read, or is not of its format.</exception>
    public IEnumerable<TextRecord> Read(string path, bool keepBlank)
    {
        if (path.Length == 0) throw new InvalidInputException("a file of lines has no name; give its path, or - for standard input");
        var records = path == StandardInput ? _input ??= Input() : TextRecords.Read(path, _options);
        return keepBlank ? records : records.Where(record => !string.IsNullOrWhiteSpace(record.Text));
    }

    TextRecord[] Input()
    {
        using var stream = Console.OpenStandardInput();
        return [.. TextRecords.Read(stream, NameOf(StandardInput), _options with { Format = Enum.Parse<DataFormat>(parsed.GetValue(_inputFormat)!, ignoreCase: true) })];
    }
}
