using CsvHelper;

namespace SeqGan.Tokenization;

/// <summary>
/// The texts of CSV and TSV. Every row has as many columns as the first. A quote inside an unquoted field is text; text behind a closing
/// quote and a quote that is never closed are faults. Where blank texts are kept, a blank line of a table of one column is a row, also at the
/// end of the file, as it is a line in a file of lines; in a wider table, and above the header row, it is none.
/// </summary>
static class CsvRecords
{
    // A row may span lines, but like a line it has a longest length: so a quote that is never closed cannot swallow a long file.
    const int MaximumBytes = TextLines.MaximumLineBytes;

    public static IEnumerable<TextRecord> Read(LineReader lines, string name, RecordOptions options, bool tabs)
    {
        using var csv = CsvReader.Create(new LineText(lines), new CsvReaderOptions
        {
            Separator = tabs ? '\t' : ',',
            Mode = tabs ? CsvMode.NoEscape : CsvMode.Rfc4180,
            HasHeader = false, // read below, since it may stand under blank lines
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            MaxRecordSize = MaximumBytes,
            OnMalformedRecord = record => Refuse(record, name),
        });
        var columns = CsvColumns.Of(options.ColumnNumber is null ? Headers(csv, name) : [], name, options);
        var width = columns.Width;
        var above = new List<TextRecord>(); // blank, before the first row that tells the width
        while (Next(csv, name))
        {
            if (IsBlank(csv) && (width != 1 || !options.KeepBlank))
            {
                if (width == 0 && options.KeepBlank) above.Add(new TextRecord(csv.LineNumber, OneLine.Of(csv.GetString(0))));
                continue;
            }
            if (width == 0) width = csv.FieldCount;
            if (csv.FieldCount != width || columns.Lacking(width) is not null) throw Narrow(csv, $"{name}: line {csv.LineNumber} has {Columns(csv.FieldCount)}", width, columns, tabs);
            foreach (var blank in width == 1 ? above : []) yield return blank;
            above.Clear();
            yield return new TextRecord(csv.LineNumber, OneLine.Of(csv.GetString(columns.Text)),
                columns.Label < 0 ? null : OneLine.Of(csv.GetString(columns.Label)), columns.Weight < 0 ? 1 : Weight(csv, name, columns.Weight));
        }
    }

    static string[] Headers(CsvReader csv, string name)
    {
        while (Next(csv, name))
            if (!IsBlank(csv)) return [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
        return [];
    }

    static bool IsBlank(CsvReader csv) => csv.FieldCount == 1 && string.IsNullOrWhiteSpace(csv.GetString(0));

    static double Weight(CsvReader csv, string name, int column) => TextRecord.ParseWeight(csv.GetString(column))
        ?? throw new InvalidInputException($"{name}: line {csv.LineNumber}: the weight {Quoted.Text(csv.GetString(column))} is no number above 0; mend it");

    static InvalidInputException Narrow(CsvReader csv, string place, int width, CsvColumns columns, bool tabs) => new(csv.FieldCount == width
        ? $"{place}; set {columns.Lacking(width)} to the number of one of them"
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
