using System.Globalization;
using System.Text;

namespace SeqGan.Tokenization;

/// <summary>Sets blanks between words and signs as in print. Splitting the result gives the same words and signs again.</summary>
static class Typography
{
    public static IEnumerable<string> Space(IEnumerable<string> tokens)
    {
        string? previous = null;
        var quoted = false; // inside straight double quotes
        var opens = false;  // the sign before clings to what follows
        foreach (var token in tokens)
        {
            var closes = token == "\"" ? quoted : ClingsToPrevious(token);
            var touches = previous is null || ((opens || closes) && MayTouch(previous, token));
            yield return touches ? token : " " + token;
            opens = token == "\"" ? !quoted : ClingsToNext(token);
            if (token == "\"") quoted = !quoted;
            previous = token;
        }
    }

    static bool ClingsToPrevious(string token) => token is [var sign] && (sign is '.' or ',' or '!' or '?' or ';' or ':' or '%' or '\u2026'
        or '\u3001' or '\u3002' or '\uFF0C' or '\uFF0E' or '\uFF01' or '\uFF1F' or '\uFF1B' or '\uFF1A' or '\uFF05'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation);

    static bool ClingsToNext(string token) => token is [var sign] && (sign is '\u00A1' or '\u00BF'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.CurrencySymbol);

    // Invisible signs may fuse with what follows them, and accents with what comes before.
    static bool MayTouch(string previous, string token)
    {
        Rune.DecodeLastFromUtf16(previous, out var last, out _);
        Rune.DecodeFromUtf16(token, out var first, out _);
        return Rune.GetUnicodeCategory(last) != UnicodeCategory.Format
            && Rune.GetUnicodeCategory(first) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.ModifierSymbol);
    }
}
