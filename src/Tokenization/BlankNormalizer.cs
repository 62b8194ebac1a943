using System.Text;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// Makes every run of white space one blank, and drops it at both ends and between two signs of a script that is written without
/// blanks; lower-cases on request. Doing it twice changes nothing more.
/// </summary>
sealed class BlankNormalizer(bool lowercase) : Normalizer
{
    public override string Normalize(string original) => Normalize(original.AsSpan());

    public override string Normalize(ReadOnlySpan<char> original)
    {
        var text = new StringBuilder(original.Length);
        var previous = default(Rune);
        var blank = false;
        while (!original.IsEmpty)
        {
            Rune.DecodeFromUtf16(original, out var rune, out var length); // half a surrogate pair passes as one unit, unchanged
            if (Rune.IsWhiteSpace(rune))
            {
                blank = true;
            }
            else
            {
                if (blank && text.Length > 0 && !(IsSolid(previous) && IsSolid(rune))) text.Append(' ');
                text.Append(original[..length]);
                previous = rune;
                blank = false;
            }
            original = original[length..];
        }
        return lowercase ? text.ToString().ToLowerInvariant() : text.ToString();
    }

    // Scripts set solid: ideographs with radicals, CJK punctuation, kana, bopomofo; full-width forms. Hangul is written with blanks.
    static bool IsSolid(Rune rune) => rune.Value is
        (>= 0x2E80 and <= 0x312F) or (>= 0x31A0 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF9F) or (>= 0x1B000 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF);
}
