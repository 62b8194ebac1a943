using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// A tokenizer whose tokens are the pieces of the text themselves, with ids from a <see cref="Vocabulary"/>. Without one it can only
/// <see cref="Split"/>, which is all that learning a vocabulary needs.
/// <para>Decoding skips pad and begin, stops at end, and prints an unknown token as U+FFFD.</para>
/// </summary>
public abstract class VocabularyTokenizer : Tokenizer
{
    private protected VocabularyTokenizer(bool lowercase, Vocabulary? vocabulary) => (Lowercase, Vocabulary) = (lowercase, vocabulary);

    /// <summary>What files and command lines call it; <see cref="Tokenizers.Create"/> knows it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the text is lower-cased (invariantly) first.</summary>
    public bool Lowercase { get; }

    /// <summary>The tokens and their ids; null before they are learned.</summary>
    public Vocabulary? Vocabulary { get; }

    /// <inheritdoc/>
    public abstract override PreTokenizer PreTokenizer { get; }

    /// <inheritdoc/>
    public override Normalizer? Normalizer => Lowercase ? LowerCaseNormalizer.Instance : null;

    /// <summary>The same tokenizer with these ids.</summary>
    public abstract VocabularyTokenizer WithVocabulary(Vocabulary vocabulary);

    /// <summary>The tokens of a text as strings; needs no vocabulary.</summary>
    public IEnumerable<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var normalized = Normalizer?.Normalize(text) ?? text;
        return PreTokenizer.PreTokenize(normalized).Select(piece => normalized.Substring(piece.Offset, piece.Length));
    }

    internal void Count(string text, Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> counts)
    {
        text = Normalizer?.Normalize(text) ?? text;
        foreach (var (offset, length) in PreTokenizer.PreTokenize(text))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, text.AsSpan(offset, length), out _)++;
    }

    /// <summary>
    /// Tokens as one readable text; <see cref="Split"/> of it gives the tokens of a text again. Characters in an order of their own may come back as
    /// others: an accent joins the letter before it, and a blank at an end or between ideographs is dropped.
    /// </summary>
    public string Join(IEnumerable<string> tokens) => string.Concat(Pieces(tokens));

    /// <summary>The text that each token adds to those before it.</summary>
    private protected abstract IEnumerable<string> Pieces(IEnumerable<string> tokens);

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">There is no vocabulary.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The token limit is not positive.</exception>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var cut = Cut(text ?? textSpan.ToString(), settings);
        var tokens = new List<EncodedToken>();
        foreach (var (offset, length) in cut.Pieces)
        {
            var value = cut.Text.Substring(offset, length);
            tokens.Add(new EncodedToken(Known.IdOf(value), value, offset..(offset + length)));
        }
        return new() { Tokens = tokens, NormalizedText = cut.Normalized, CharsConsumed = cut.Consumed };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var cut = Cut(text ?? textSpan.ToString(), settings);
        var ids = new int[cut.Pieces.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            var (offset, length) = cut.Pieces[i];
            ids[i] = Known.IdOf(cut.Text.AsSpan(offset, length));
        }
        return new() { Tokens = ids, NormalizedText = cut.Normalized, CharsConsumed = cut.Consumed };
    }

    /// <inheritdoc/>
    /// <remarks>An id outside the vocabulary ends the decoding with <see cref="OperationStatus.InvalidData"/>.</remarks>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        idsConsumed = charsWritten = 0;
        var words = new List<string>();
        var consumed = new List<int>(); // consumed[i] ids are behind us once word i is written
        var seen = 0;
        var valid = true;
        foreach (var id in ids)
        {
            valid = (uint)id < (uint)Known.Size;
            if (!valid || id == Known.EndId) break;
            seen++;
            if (id == Known.PadId || id == Known.BeginId) continue;
            words.Add(id == Known.UnknownId ? Vocabulary.UnknownText : Known.TokenOf(id));
            consumed.Add(seen);
        }
        foreach (var (piece, index) in Pieces(words).Select((piece, index) => (piece, index)))
        {
            if (!piece.TryCopyTo(destination[charsWritten..])) return OperationStatus.DestinationTooSmall;
            charsWritten += piece.Length;
            idsConsumed = consumed[index];
        }
        if (!valid) return OperationStatus.InvalidData;
        idsConsumed = ids.Count(); // what follows the end counts as read
        return OperationStatus.Done;
    }

    internal Vocabulary Known => Vocabulary ?? throw new InvalidInputException(
        $"the {Name} tokenizer has no vocabulary yet; learn one with TextCodec.Learn or give it one with WithVocabulary");

    (string Text, string? Normalized, IReadOnlyList<(int Offset, int Length)> Pieces, int Consumed) Cut(string text, EncodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxTokenCount, 1, nameof(settings.MaxTokenCount));
        var normalized = settings.ConsiderNormalization ? Normalizer?.Normalize(text) : null;
        text = normalized ?? text;
        var all = settings.ConsiderPreTokenization ? PreTokenizer.PreTokenize(text) : text.Length == 0 ? [] : [(0, text.Length)];
        var pieces = new List<(int Offset, int Length)>(text.Length / 4);
        foreach (var piece in all)
        {
            if (pieces.Count == settings.MaxTokenCount) return (text, normalized, pieces, pieces[^1].Offset + pieces[^1].Length);
            pieces.Add(piece);
        }
        return (text, normalized, pieces, text.Length);
    }
}
