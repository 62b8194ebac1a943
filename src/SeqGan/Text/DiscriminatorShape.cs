using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>What a discriminator is built from; it is saved beside the weights so that they can be opened again.</summary>
public sealed record DiscriminatorShape
{
    /// <summary>An LSTM or convolutions.</summary>
    public NetworkKind Kind { get; init; } = NetworkKind.Cnn;

    /// <summary>Ids are 0 .. Vocabulary-1.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Columns of a batch; a filter wider than that is left out.</summary>
    public required int Time { get; init; }

    /// <summary>Width of the token embedding.</summary>
    public required int Embedding { get; init; }

    /// <summary>Width of the LSTM state.</summary>
    public required int Hidden { get; init; }

    /// <summary>Width of each kind of filter of the convolutions, in tokens.</summary>
    public required IReadOnlyList<int> FilterWidths { get; init; }

    /// <summary>Number of filters of each kind.</summary>
    public required IReadOnlyList<int> FilterCounts { get; init; }

    /// <summary>Share of the features that training leaves out before the output.</summary>
    public required double Dropout { get; init; }

    internal static DiscriminatorShape Of(PolicyShape policy, SeqGanOptions options) => new()
    {
        Kind = options.Discriminator,
        Vocabulary = policy.Vocabulary,
        Time = policy.Time,
        Embedding = options.DiscriminatorEmbedding,
        Hidden = options.DiscriminatorHidden,
        FilterWidths = options.FilterWidths,
        FilterCounts = options.FilterCounts,
        Dropout = options.DiscriminatorDropout,
    };

    /// <summary>How many numbers the network learns; not an integer, for sizes may be absurd.</summary>
    internal double Weights => (double)Vocabulary * Embedding + (Kind == NetworkKind.Rnn ? LstmPolicy.Weights(Embedding, Hidden) + Hidden + 1 : ConvDiscriminator.Weights(this));

    internal void Validate()
    {
        foreach (var (name, size) in new[] { ("vocabulary", Vocabulary), ("time", Time), ("embedding", Embedding), ("hidden", Hidden) })
            if (size < 1) throw new InvalidInputException($"the discriminator's {name} is {size}; it must be 1 or more");
        if (Dropout is not (>= 0 and < 1)) throw new InvalidInputException(Invariant($"the discriminator's dropout is {Dropout}; it must be from 0 up to, but not, 1"));
        if (Kind == NetworkKind.Rnn) return;
        if (FilterWidths.Concat(FilterCounts).Any(number => number < 1)) throw new InvalidInputException("the discriminator has a filter width or count below 1");
        if (FilterWidths.Count != FilterCounts.Count)
            throw new InvalidInputException($"filter-widths has {FilterWidths.Count} numbers and filter-counts {FilterCounts.Count}; give one count for each width");
        if (!FilterWidths.Any(width => width <= Time))
            throw new InvalidInputException($"every filter is wider than the longest sequence ({Time} tokens); give a smaller width in filter-widths");
    }
}
