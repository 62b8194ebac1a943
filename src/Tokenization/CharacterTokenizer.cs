using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// One token for each character as a reader sees it (a text element: base letter with its accents, whole emoji), so that Chinese
/// needs no blanks between characters.
/// <para>
/// White space: a run of it is one blank token; at both ends of the text, and between two ideographs, kana or their punctuation, it is
/// dropped. So a corpus written with a blank after every Chinese character gives the same tokens as one without.
/// </para>
/// </summary>
/// <param name="lowercase">Whether to lower-case the text first.</param>
/// <param name="vocabulary">The ids; null before they are learned.</param>
public sealed class CharacterTokenizer(bool lowercase = false, Vocabulary? vocabulary = null) : VocabularyTokenizer(lowercase, vocabulary)
{
    /// <inheritdoc/>
    public override string Name => "character";

    /// <inheritdoc/>
    public override PreTokenizer PreTokenizer => TextElements.Instance;

    /// <inheritdoc/>
    public override Normalizer Normalizer { get; } = new BlankNormalizer(lowercase);

    /// <inheritdoc/>
    public override CharacterTokenizer WithVocabulary(Vocabulary vocabulary) => new(Lowercase, vocabulary);

    private protected override IEnumerable<string> Pieces(IEnumerable<string> tokens) => tokens;
}
