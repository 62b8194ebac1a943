using System.Globalization;
using CsvHelper;

namespace SeqGan.Tokenization;

/// <summary>Which columns of a table are read, from 0; -1 where none is asked for.</summary>
/// <param name="Width">Columns of the header row; 0 without one.</param>
/// <param name="Text">The text's.</param>
/// <param name="Label">The label's.</param>
/// <param name="Weight">The weight's.</param>
readonly record struct CsvColumns(int Width, int Text, int Label, int Weight)
{
    const int NamesShown = 8;

    /// <summary>The columns by their names in the header row, or by number in a file without one; all of one kind.</summary>
    /// <exception cref="InvalidInputException">The header row lacks a name, or has it twice; or names and numbers are mixed.</exception>
    public static CsvColumns Of(IReadOnlyList<string> headers, string name, RecordOptions options)
    {
        if (options.ColumnNumber is { } number) return new(0, number - 1, Numbered("label", options.Label), Numbered("weight", options.Weight));
        if (headers.Count == 0) throw new InvalidInputException($"{name} is empty; give a file with a header row, or set column to a number");
        return new(headers.Count, Named("column", options.Column), Named("label", options.Label), Named("weight", options.Weight));

        int Named(string setting, string column)
        {
            if (column.Length == 0) return -1;
            int[] found = [.. Enumerable.Range(0, headers.Count).Where(i => headers[i].Trim() == column.Trim())];
            if (found.Length == 1) return found[0];
            var shown = string.Join(", ", headers.Take(NamesShown).Select(one => Quoted.Text(one))) + (headers.Count > NamesShown ? ", ..." : "");
            throw new InvalidInputException($"{name}: the header row has {(found.Length == 0 ? "no" : $"{found.Length} times the")} column {Quoted.Text(column)}: {shown}; " +
                (setting == "column" ? "set column=NAME to the one that holds the text, or column=NUMBER for a file without a header row" : $"set {setting}=NAME to one of them"));
        }
    }

    static int Numbered(string setting, string column) => column.Length == 0 ? -1
        : int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number - 1
        : throw new InvalidInputException($"{setting} is {Quoted.Text(column)}, but column is a number, so the files have no header row; give a number (from 1) here too");

    /// <summary>The setting whose column a table of this width lacks; null where it has all.</summary>
    public string? Lacking(int width) => Text >= width ? "column" : Label >= width ? "label" : Weight >= width ? "weight" : null;
}
