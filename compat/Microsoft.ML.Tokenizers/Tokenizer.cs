using System.Buffers;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Text to ids and back. A tokenizer overrides <c>EncodeToTokens(string, ReadOnlySpan, EncodeSettings)</c> and
/// <c>Decode(ids, Span, ...)</c>; everything else follows from those two.
/// </summary>
public abstract class Tokenizer
{
    protected Tokenizer()
    {
    }

    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var results = EncodeToTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));
        normalizedText = results.NormalizedText;
        return results.Tokens;
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var results = EncodeToTokens(null, text, Settings(considerPreTokenization, considerNormalization));
        normalizedText = results.NormalizedText;
        return results.Tokens;
    }

    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var results = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = results.Tokens.Select(token => token.Id).ToArray(),
            NormalizedText = results.NormalizedText,
            CharsConsumed = results.CharsConsumed,
        };
    }

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var results = EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount));
        normalizedText = results.NormalizedText;
        charsConsumed = results.CharsConsumed;
        return results.Tokens;
    }

    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var results = EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount));
        normalizedText = results.NormalizedText;
        charsConsumed = results.CharsConsumed;
        return results.Tokens;
    }

    protected virtual int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToTokens(text, textSpan, settings).Tokens.Count;

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));

    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(null, text, Settings(considerPreTokenization, considerNormalization));

    /// <summary>
    /// Where to cut so that at most MaxTokenCount tokens remain: before the cut (the end of the last token kept, 0 if none), or with
    /// <paramref name="fromEnd"/> after it (the start of the first token kept, the text's length if none).
    /// </summary>
    protected virtual int GetIndexByTokenCount(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        var limit = settings.MaxTokenCount;
        if (fromEnd) settings.MaxTokenCount = int.MaxValue; // the last tokens are known only when all are
        var results = EncodeToTokens(text, textSpan, settings);
        var tokens = results.Tokens;
        normalizedText = results.NormalizedText;
        tokenCount = Math.Min(limit, tokens.Count);
        if (tokenCount <= 0) return fromEnd ? normalizedText?.Length ?? textSpan.Length : 0;
        return fromEnd ? tokens[tokens.Count - tokenCount].Offset.Start.Value : tokens[tokenCount - 1].Offset.End.Value;
    }

    public int GetIndexByTokenCount(string text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount), false, out normalizedText, out tokenCount);

    public int GetIndexByTokenCount(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), false, out normalizedText, out tokenCount);

    public int GetIndexByTokenCountFromEnd(string text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization, maxTokenCount), true, out normalizedText, out tokenCount);

    public int GetIndexByTokenCountFromEnd(ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int tokenCount, bool considerPreTokenization = true, bool considerNormalization = true) =>
        GetIndexByTokenCount(null, text, Settings(considerPreTokenization, considerNormalization, maxTokenCount), true, out normalizedText, out tokenCount);

    /// <summary>Decodes into a buffer that grows until the text fits.</summary>
    /// <exception cref="InvalidOperationException">The ids cannot be decoded.</exception>
    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        for (var size = 256; ; size = checked(2 * size))
        {
            var buffer = ArrayPool<char>.Shared.Rent(size);
            try
            {
                switch (Decode(ids, buffer, out _, out var written))
                {
                    case OperationStatus.Done: return new string(buffer, 0, written);
                    case OperationStatus.DestinationTooSmall: break;
                    default: throw new InvalidOperationException("The provided token IDs could not be decoded.");
                }
            }
            finally
            {
                ArrayPool<char>.Shared.Return(buffer);
            }
        }
    }

    static EncodeSettings Settings(bool considerPreTokenization, bool considerNormalization, int maxTokenCount = int.MaxValue) => new()
    {
        ConsiderPreTokenization = considerPreTokenization,
        ConsiderNormalization = considerNormalization,
        MaxTokenCount = maxTokenCount,
    };
}
