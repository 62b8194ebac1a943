using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization.Tests;

/// <summary>A tokenizer from elsewhere: two UTF-16 units a token, so that it cuts through emoji, with sparse ids of its own.</summary>
sealed class PairTokenizer : Tokenizer
{
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var source = text ?? textSpan.ToString();
        var tokens = Enumerable.Range(0, (source.Length + 1) / 2)
            .Select(i => (2 * i)..Math.Min(2 * i + 2, source.Length))
            .Select(range => new EncodedToken(Id(source[range]), source[range], range))
            .ToList();
        return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = source.Length };
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        idsConsumed = charsWritten = 0;
        foreach (var id in ids)
        {
            var pair = string.Concat((char)(id >> 15 & 0xFFFF), (char)(id & 0x7FFF)).TrimStart('\0');
            if (!pair.TryCopyTo(destination[charsWritten..])) return OperationStatus.DestinationTooSmall;
            charsWritten += pair.Length;
            idsConsumed++;
        }
        return OperationStatus.Done;
    }

    static int Id(string pair) => pair.Length == 1 ? pair[0] : pair[0] << 15 | pair[1] & 0x7FFF;
}
