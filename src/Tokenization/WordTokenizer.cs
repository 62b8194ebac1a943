using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// Words and punctuation. A word is a run of letters and digits of any script, with what follows one apostrophe ("don't", "speaker's");
/// every other visible sign is a token of its own (whole emoji included). On lower-cased English this is
/// <c>[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9]</c>, the rule behind the usual text-GAN corpora.
/// <para>
/// Decoding sets blanks as in print: "hello , world ." becomes "hello, world.". Chinese has no blanks between words: use
/// <see cref="CharacterTokenizer"/> there.
/// </para>
/// </summary>
/// <param name="lowercase">Whether to lower-case the text first.</param>
/// <param name="vocabulary">The ids; null before they are learned.</param>
public sealed class WordTokenizer(bool lowercase = false, Vocabulary? vocabulary = null) : VocabularyTokenizer(lowercase, vocabulary)
{
    /// <inheritdoc/>
    public override string Name => "word";

    /// <inheritdoc/>
    public override PreTokenizer PreTokenizer => WordPieces.Instance;

    /// <inheritdoc/>
    public override WordTokenizer WithVocabulary(Vocabulary vocabulary) => new(Lowercase, vocabulary);

    private protected override IEnumerable<string> Pieces(IEnumerable<string> tokens) => Typography.Space(tokens);
}
