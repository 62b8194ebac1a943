using System.Globalization;
using System.Text;
using SeqGan.Tokenization;

namespace SeqGan.Text.Filters;

/// <summary>A poem of so many lines of so many characters.</summary>
/// <remarks>
/// Blanks and punctuation part the lines and count as no characters. A poem without any between its characters has the form if
/// it has as many characters as the form, since nothing says where its lines end.
/// </remarks>
/// <param name="Lines">Lines of the poem.</param>
/// <param name="Characters">Characters of each line, as a reader counts them (text elements, Unicode Annex 29).</param>
internal readonly record struct VerseForm(int Lines, int Characters)
{
    /// <summary>Reads a form such as <c>4x5</c>.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static VerseForm Parse(string text) =>
        text.Split('x') is [var lines, var characters] && Number(lines) is { } rows && Number(characters) is { } columns
            ? new VerseForm(rows, columns)
            : throw new InvalidInputException($"form is '{text}'; give lines x characters, such as 4x5");

    /// <summary>Whether a text has the form.</summary>
    public bool Accepts(string text)
    {
        var lines = Lengths(text);
        var (wantedLines, wanted) = (Lines, Characters);
        return lines.Count == 1 ? lines[0] == (long)wantedLines * wanted : lines.Count == wantedLines && lines.TrueForAll(length => length == wanted);
    }

    // Characters of each run between separators.
    static List<int> Lengths(string text)
    {
        var (lengths, inLine) = (new List<int>(), false);
        for (var at = 0; at < text.Length;)
        {
            var separates = Separates(text, at);
            if (!separates && !inLine) lengths.Add(0);
            if (!separates) lengths[^1]++;
            inLine = !separates;
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at));
        }
        return lengths;
    }

    static bool Separates(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _);
        return Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune);
    }

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
