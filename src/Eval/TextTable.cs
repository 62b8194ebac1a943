namespace SeqGan.Eval;

/// <summary>Columns for reading, two blanks apart.</summary>
internal static class TextTable
{
    /// <summary>Aligns cells; the last column is as wide as it likes. No line break behind the last row.</summary>
    /// <param name="rows">[row][column], the headings first.</param>
    /// <param name="right">The columns that are aligned to the right.</param>
    public static string Of(IReadOnlyList<string[]> rows, params IReadOnlyList<int> right)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select(Cell)).TrimEnd()));

        string Cell(string cell, int column) => right.Contains(column) ? cell.PadLeft(widths[column]) : column == widths.Length - 1 ? cell : cell.PadRight(widths[column]);
    }
}
