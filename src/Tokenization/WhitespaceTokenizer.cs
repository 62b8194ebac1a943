using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>Tokens are what stands between blanks, for corpora that are tokenised already; decoding joins them by one blank.</summary>
/// <param name="lowercase">Whether to lower-case the text first.</param>
/// <param name="vocabulary">The ids; null before they are learned.</param>
public sealed class WhitespaceTokenizer(bool lowercase = false, Vocabulary? vocabulary = null) : VocabularyTokenizer(lowercase, vocabulary)
{
    /// <inheritdoc/>
    public override string Name => "whitespace";

    /// <inheritdoc/>
    public override PreTokenizer PreTokenizer { get; } = PreTokenizer.CreateWhiteSpace();

    /// <inheritdoc/>
    public override WhitespaceTokenizer WithVocabulary(Vocabulary vocabulary) => new(Lowercase, vocabulary);

    private protected override IEnumerable<string> Pieces(IEnumerable<string> tokens) =>
        tokens.Select((token, index) => index == 0 ? token : " " + token);
}
