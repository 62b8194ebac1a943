using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>Cuts a text into its extended grapheme clusters (Unicode Annex 29), white space included.</summary>
sealed class TextElements : PreTokenizer
{
    public static TextElements Instance { get; } = new();

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(offset));
            yield return (offset, length);
            offset += length;
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());
}
