using System.Text;
using System.Text.RegularExpressions;

namespace SeqGan.Eval.Translation;

/// <summary>Lines of text as the tokens, words and characters of the translation metrics.</summary>
internal static partial class Segments
{
    // Python's blanks, which are .NET's and four control characters.
    static readonly char[] _blanks = [.. Enumerable.Range(0, char.MaxValue).Select(i => (char)i).Where(c => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f')];

    /// <summary>The tokens of a line.</summary>
    public static string[] Tokens(string line, TranslationTokenizer tokenizer) => tokenizer switch
    {
        TranslationTokenizer.V13a => Words(Separate($" {Plain(line.TrimEnd(_blanks))} ")),
        TranslationTokenizer.Zh => Words(Separate(Chinese().Replace(line.Trim(_blanks), " $0 "))),
        TranslationTokenizer.Char => [.. line.EnumerateRunes().Select(rune => rune.ToString()).Where(character => !_blanks.Contains(character[0]))],
        _ => Words(line),
    };

    /// <summary>What stands between blanks.</summary>
    public static string[] Words(string line) => line.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The code points of a line without its blanks.</summary>
    public static int[] Characters(string line) => [.. string.Concat(Words(line)).EnumerateRunes().Select(rune => rune.Value)];

    // What mteval-v13a does before it splits: no marks of skipped text, no line breaks, no entities.
    static string Plain(string line) => line
        .Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ')
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);

    static string Separate(string line)
    {
        line = Sign().Replace(line, " $0 ");
        line = PointAfterNoDigit().Replace(line, "$1 $2 ");
        line = PointBeforeNoDigit().Replace(line, " $1 $2");
        return DashAfterDigit().Replace(line, "$1 $2 ");
    }

    // ASCII punctuation but ' , - and . as mteval-v13a has it.
    [GeneratedRegex(@"[!-&(-+/:-@\[-`{-~]")]
    private static partial Regex Sign();

    [GeneratedRegex("([^0-9])([.,])")]
    private static partial Regex PointAfterNoDigit();

    [GeneratedRegex("([.,])([^0-9])")]
    private static partial Regex PointBeforeNoDigit();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();

    // The blocks of Chinese characters and of what is written among them. Two blocks beyond the basic plane are meant too, but
    // sacreBLEU writes them with four digits and a character, which Python reads as U+2001 to U+2A6D and U+2F81 to U+2FA1: quotation
    // marks, dashes, arrows and mathematical signs. Its scores have them, so ours do.
    [GeneratedRegex("""
        [\u3400-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\uff00-\uffef\u2001-\u2a6d\u2e80-\u2eff\u2f00-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u33ff\ufe10-\ufe1f\ufe30-\ufe4f]
        """)]
    private static partial Regex Chinese();
}
