namespace SeqGan.Cli.Config;

/// <summary>What the texts of a corpus are.</summary>
internal enum TextFormat
{
    /// <summary>Text, which a tokenizer splits.</summary>
    Text,

    /// <summary>Integers with blanks between.</summary>
    Ids,
}

/// <summary>Where the sequences come from.</summary>
internal enum Source
{
    /// <summary>A corpus.</summary>
    Data,

    /// <summary>An oracle that draws them: the synthetic experiment.</summary>
    Oracle,
}

/// <summary>Where the sequences of a text GAN come from, and what splits them.</summary>
internal sealed record TextOptions
{
    /// <summary>Where the sequences come from: data, or oracle (the synthetic experiment, with the oracle.* settings).</summary>
    public Source Source { get; init; } = Source.Data;

    /// <summary>Whether the corpus holds text or ids.</summary>
    public TextFormat Format { get; init; } = TextFormat.Text;

    /// <summary>What splits text into tokens: character, word or whitespace.</summary>
    public string Tokenizer { get; init; } = "word";

    /// <summary>Whether text is lower-cased first.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Checks what can be checked before anything is read.</summary>
    /// <exception cref="InvalidInputException">A value is not usable.</exception>
    public void Validate()
    {
        if (Format == TextFormat.Text) Tokenizers.Create(Tokenizer, Lowercase);
    }
}
