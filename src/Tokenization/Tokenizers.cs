namespace SeqGan.Tokenization;

/// <summary>The tokenizers that a command line or a configuration file names.</summary>
public static class Tokenizers
{
    /// <summary>The known names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["character", "word", "whitespace"];

    /// <summary>A tokenizer without a vocabulary.</summary>
    /// <exception cref="InvalidInputException">The name is not in <see cref="Names"/>.</exception>
    public static VocabularyTokenizer Create(string name, bool lowercase = false) => name switch
    {
        "character" => new CharacterTokenizer(lowercase),
        "word" => new WordTokenizer(lowercase),
        "whitespace" => new WhitespaceTokenizer(lowercase),
        _ => throw new InvalidInputException($"there is no tokenizer {Quoted.Text(name)}; use one of {string.Join(", ", Names)}"),
    };
}
