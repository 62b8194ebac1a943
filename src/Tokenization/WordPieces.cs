using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>Cuts a text into words and single signs; white space is dropped. See <see cref="WordTokenizer"/>.</summary>
sealed class WordPieces : PreTokenizer
{
    const char ZeroWidthNonJoiner = '\u200C', ZeroWidthJoiner = '\u200D'; // part of the spelling of Persian and Indic words

    public static WordPieces Instance { get; } = new();

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var length = PieceLength(text, offset);
            if (!char.IsWhiteSpace(text[offset])) yield return (offset, length);
            offset += length;
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    static int PieceLength(string text, int start)
    {
        if (char.IsWhiteSpace(text[start])) return 1;
        var end = Run(text, start, digits: true);
        if (end == start) return SignLength(text.AsSpan(start));
        if (end < text.Length && text[end] is '\'' or '\u2019')
        {
            var tail = Run(text, end + 1, digits: false);
            if (tail > end + 1) end = tail;
        }
        return end - start;
    }

    static int SignLength(ReadOnlySpan<char> text)
    {
        var element = text[..StringInfo.GetNextTextElementLength(text)];
        for (var i = 1; i < element.Length; i++)
            if (char.IsWhiteSpace(element[i])) return i; // some invisible signs take even a blank that follows
        return element.Length;
    }

    static int Run(string text, int end, bool digits)
    {
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            var inWord = Rune.GetUnicodeCategory(rune) switch
            {
                <= UnicodeCategory.OtherLetter => true,
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
                UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => digits,
                _ => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner,
            };
            if (!inWord) break;
            end += length;
        }
        return end;
    }
}
