namespace SeqGan.Text.Import;

/// <summary>What an LSTM language model from elsewhere does not say of itself.</summary>
public sealed record ImportOptions
{
    /// <summary>Its vocabulary: a run's tokenizer.json, or a text file with one token a line, whose id is the line's number counted from 0. Empty: its ids are all there is, no text.</summary>
    public string Vocabulary { get; init; } = "";

    /// <summary>What cuts text into the tokens of a text file: character, word or whitespace. Null: whitespace.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Whether text is lower-cased before it is cut.</summary>
    public bool Lowercase { get; init; }

    /// <summary>
    /// Names in the file and what they are here (<c>embedding.weight</c>, <c>lstm.weight_ih_l0</c>, ..., <c>output.bias</c>), tensor by tensor
    /// or for a whole module (<c>wte</c> is <c>embedding</c>); the same tensor may be two things (tied weights), and what is
    /// nothing here is left out. Names that are not in it are recognised by themselves where they are usual.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Names { get; init; } = [];

    /// <summary>Its id of padding, which is never generated. Null: the line that has a usual name for it, such as &lt;pad&gt;.</summary>
    public int? Pad { get; init; }

    /// <summary>Its id that is read before the first token of a line. Null: the line with a usual name (&lt;s&gt;, &lt;bos&gt;, ...), else the end; 0 without a vocabulary.</summary>
    public int? Begin { get; init; }

    /// <summary>Its id that ends a line. Null: the line with a usual name (&lt;/s&gt;, &lt;eos&gt;, ...).</summary>
    public int? End { get; init; }

    /// <summary>Its id of unknown tokens, which is never generated. Null: the line with a usual name (&lt;unk&gt;, ...).</summary>
    public int? Unknown { get; init; }

    /// <summary>Whether every line has <see cref="Time"/> tokens and no end.</summary>
    public bool FixedLength { get; init; }

    /// <summary>Most tokens of a line, the end included. Null: 100; it must be given where lines have a fixed length.</summary>
    public int? Time { get; init; }
}
