using System.Globalization;
using System.Text;

namespace SeqGan.Tokenization;

/// <summary>Foreign text inside a message: in quotes, cut short, and with nothing that could start a second line.</summary>
static class Quoted
{
    const int Longest = 40;

    public static string Text(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text[..Math.Min(text.Length, Longest)].EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                quoted.Append(rune);
        }
        return quoted.Append(text.Length > Longest ? "...'" : "'").ToString();
    }
}
