using System.Globalization;

namespace SeqGan.Tokenization;

/// <summary>Where the texts of a file are.</summary>
public sealed record RecordOptions
{
    /// <summary>How the file is written.</summary>
    public DataFormat Format { get; init; } = DataFormat.Auto;

    /// <summary>The field of a JSON object that holds the text; dots lead into objects inside (<c>message.text</c>), unless a field has that whole name.</summary>
    public string Field { get; init; } = "text";

    /// <summary>The column of CSV and TSV that holds the text: a name of the header row, or the number (from 1) of a column in a file without one.</summary>
    public string Column { get; init; } = "text";

    /// <summary>The field or column whose value is the text's label, found as the text's is; empty: no labels.</summary>
    public string Label { get; init; } = "";

    /// <summary>The field or column with the text's weight, a number above 0; empty: every text weighs 1.</summary>
    public string Weight { get; init; } = "";

    /// <summary>
    /// Gives blank texts too, for files whose line numbers mean something. A blank line is one in a file of lines and in a table of one column, also
    /// at the end; between JSON objects and in wider tables it is none.
    /// </summary>
    public bool KeepBlank { get; init; }

    /// <summary>The number of the column; null where it is a name.</summary>
    internal int? ColumnNumber => int.TryParse(Column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A name is empty or a number below 1.</exception>
    public void Validate()
    {
        if (Field.Length == 0) throw new InvalidInputException("field is empty; give the name of the JSON field that holds the text");
        if (Column.Length == 0 || ColumnNumber == 0) throw new InvalidInputException($"column is '{Column}'; give a name of the header row, or a number from 1 for a file without one");
    }
}
