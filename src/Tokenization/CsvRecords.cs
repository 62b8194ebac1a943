using CsvHelper;

namespace SeqGan.Tokenization;

/// <summary>
/// The texts of CSV and TSV. Every row has as many columns as the first. A quote inside an unquoted field is text; text behind a closing
/// quote and a quote that is never closed are faults.
/// </summary>
static class CsvRecords
{
    const int NamesShown = 8;

    // A row may span lines, but like a line it has a longest length: so a quote that is never closed cannot swallow a long file.
    const int MaximumBytes = TextLines.MaximumLineBytes;

    public static IEnumerable<TextRecord> Read(LineReader lines, string name, RecordOptions options, bool tabs)
    {
        using var csv = CsvReader.Create(new LineText(lines), new CsvReaderOptions
        {
            Separator = tabs ? '\t' : ',',
            Mode = tabs ? CsvMode.NoEscape : CsvMode.Rfc4180,
            HasHeader = options.ColumnNumber is null,
            TrackLineNumbers = true,
            MaxRecordSize = MaximumBytes,
            OnMalformedRecord = record => Refuse(record, name),
        });
        var (width, column) = options.ColumnNumber is { } number ? (0, number - 1) : Header(csv, name, options.Column);
        while (Next(csv, name))
        {
            if (csv.FieldCount == 1 && string.IsNullOrWhiteSpace(csv.GetString(0))) continue; // a blank line
            if (width == 0) width = csv.FieldCount;
            if (csv.FieldCount != width || column >= width) throw Narrow(csv, $"{name}: line {csv.LineNumber} has {Columns(csv.FieldCount)}", width, options, tabs);
            yield return new TextRecord(csv.LineNumber, OneLine.Of(csv.GetString(column)));
        }
    }

    static (int Width, int Column) Header(CsvReader csv, string name, string column)
    {
        try
        {
            csv.ReadHeader();
        }
        catch (CsvFormatException error)
        {
            throw TooLong(error, name);
        }
        var headers = csv.Headers.ToArray();
        if (headers.Length == 0) throw new InvalidInputException($"{name} is empty; give a file with a header row, or set column to a number");
        int[] found = [.. Enumerable.Range(0, headers.Length).Where(i => headers[i].Trim() == column.Trim())];
        if (found.Length == 1) return (headers.Length, found[0]);
        var shown = string.Join(", ", headers.Take(NamesShown).Select(one => Quoted.Text(one))) + (headers.Length > NamesShown ? ", ..." : "");
        throw new InvalidInputException($"{name}: the header row has {(found.Length == 0 ? "no" : $"{found.Length} times the")} column {Quoted.Text(column)}: {shown}; " +
            "set column=NAME to the one that holds the text, or column=NUMBER for a file without a header row");
    }

    static InvalidInputException Narrow(CsvReader csv, string place, int width, RecordOptions options, bool tabs) => new(csv.FieldCount == width
        ? $"{place}, column is {options.Column}; set column to the number of the one that holds the text"
        : $"{place}, the first row {width}; " + (tabs ? "a text must not hold a tab or a line break" : "put texts that hold a comma or a line break in double quotes"));

    static bool Next(CsvReader csv, string name)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException error)
        {
            throw TooLong(error, name);
        }
    }

    static void Refuse(CsvMalformedRecord record, string name)
    {
        if (record.Reason == CsvMalformedReason.StrayQuote) return;
        throw new InvalidInputException($"{name}: line {record.LineNumber} starts a row with " + (record.Reason == CsvMalformedReason.UnterminatedQuote
            ? "a quote that is never closed; close it, or double each quote inside a quoted field"
            : "text behind a closing quote; double each quote inside a quoted field"));
    }

    // Nothing else makes the reader throw: quotes are refused above, the columns counted here.
    static InvalidInputException TooLong(CsvFormatException error, string name) =>
        new($"{name}: line {error.LineNumber} starts a row of more than {MaximumBytes} bytes; close its quotes, and put one text in a row", error);

    static string Columns(int count) => count == 1 ? "1 column" : $"{count} columns";
}
