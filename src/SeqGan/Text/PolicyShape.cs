using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>What a policy network is built from; it is saved beside the weights so that they can be opened again.</summary>
public sealed record PolicyShape
{
    /// <summary>An LSTM or convolutions.</summary>
    public NetworkKind Kind { get; init; } = NetworkKind.Rnn;

    /// <summary>Ids are 0 .. Vocabulary-1.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Most tokens of a sequence, the end token included.</summary>
    public required int Time { get; init; }

    /// <summary>The id that is read before the first token.</summary>
    public required int Begin { get; init; }

    /// <summary>The id that ends a sequence; -1: every sequence has <see cref="Time"/> tokens.</summary>
    public required int End { get; init; }

    /// <summary>Ids that never occur in a sequence (padding, begin): their probability is zero.</summary>
    public IReadOnlyList<int> Impossible { get; init; } = [];

    /// <summary>Ids that occur in data but must not be generated (unknown).</summary>
    public IReadOnlyList<int> Unspoken { get; init; } = [];

    /// <summary>Width of the token embedding.</summary>
    public required int Embedding { get; init; }

    /// <summary>Width of the LSTM state or of each convolution.</summary>
    public required int Hidden { get; init; }

    /// <summary>Share of the embedding's and the state's units that training leaves out.</summary>
    public double Dropout { get; init; }

    /// <summary>How many numbers the network learns; not an integer, for sizes may be absurd.</summary>
    internal double Weights => (double)Vocabulary * Embedding + (Kind == NetworkKind.Cnn ? ConvPolicy.Weights(this) : LstmPolicy.Weights(Embedding, Hidden)) + (Hidden + 1.0) * Vocabulary;

    /// <summary>How many numbers a row's state has.</summary>
    internal double StateSize => Kind == NetworkKind.Cnn ? ConvPolicy.StateSize(this) : 2.0 * Hidden;

    internal void Validate()
    {
        foreach (var (name, size) in new[] { ("vocabulary", Vocabulary), ("embedding", Embedding), ("hidden", Hidden) })
            if (size < 1) throw new InvalidInputException($"the policy's {name} is {size}; it must be 1 or more");
        if (Dropout is not (>= 0 and < 1)) throw new InvalidInputException(Invariant($"the policy's dropout is {Dropout}; it must be from 0 up to, but not, 1"));
        if (new[] { Begin }.Concat(Impossible).Concat(Unspoken).Any(id => id < 0 || id >= Vocabulary) || End < -1 || End >= Vocabulary)
            throw new InvalidInputException($"a special id of the policy is outside the vocabulary of {Vocabulary}");
        if (Vocabulary - Impossible.Count - Unspoken.Count < 2)
            throw new InvalidInputException($"the vocabulary has {Vocabulary} ids, of which {Impossible.Count + Unspoken.Count} cannot be generated; at least two others are needed: give more varied text");
        if (Time > TextLines.MaximumLineBytes + 1) throw new InvalidInputException($"the longest sequence has {Time} tokens, more than any line can have");
        if (Time < 2) throw new InvalidInputException($"the longest sequence has {Time} token(s); at least 2 are needed: give longer lines");
    }
}
