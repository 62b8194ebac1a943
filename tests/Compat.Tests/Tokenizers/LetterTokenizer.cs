using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Compat.Tests.Tokenizers;

/// <summary>The smallest tokenizer there can be: blanks cut, a word's id is the code of its first letter.</summary>
sealed class LetterTokenizer(Normalizer? normalizer = null) : Tokenizer
{
    public int DecodeCalls { get; private set; }

    public EncodeSettings LastSettings { get; private set; }

    public bool LastTextWasNull { get; private set; }

    public override Normalizer? Normalizer => normalizer;

    public override PreTokenizer? PreTokenizer => PreTokenizer.CreateWhiteSpace();

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        LastSettings = settings;
        LastTextWasNull = text is null;
        var source = text ?? textSpan.ToString();
        var normalized = settings.ConsiderNormalization ? Normalizer?.Normalize(source) : null;
        source = normalized ?? source;
        var tokens = PreTokenizer!.PreTokenize(source)
            .Take(settings.MaxTokenCount)
            .Select(piece => new EncodedToken(source[piece.Offset], source.Substring(piece.Offset, piece.Length), piece.Offset..(piece.Offset + piece.Length)))
            .ToList();
        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = normalized, CharsConsumed = tokens.Count == 0 ? 0 : tokens[^1].Offset.End.Value };
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        DecodeCalls++;
        idsConsumed = charsWritten = 0;
        foreach (var id in ids)
        {
            if (id < 0) return OperationStatus.InvalidData;
            if (charsWritten == destination.Length) return OperationStatus.DestinationTooSmall;
            destination[charsWritten++] = (char)id;
            idsConsumed++;
        }
        return OperationStatus.Done;
    }
}
