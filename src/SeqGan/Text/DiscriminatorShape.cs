using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>What a convolutional discriminator is built from.</summary>
public sealed record DiscriminatorShape
{
    /// <summary>Ids are 0 .. Vocabulary-1.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Columns of a batch; a filter wider than that is left out.</summary>
    public required int Time { get; init; }

    /// <summary>Width of the token embedding.</summary>
    public required int Embedding { get; init; }

    /// <summary>Width of each kind of filter, in tokens.</summary>
    public required IReadOnlyList<int> FilterWidths { get; init; }

    /// <summary>Number of filters of each kind.</summary>
    public required IReadOnlyList<int> FilterCounts { get; init; }

    /// <summary>Share of the features that training leaves out before the output.</summary>
    public required double Dropout { get; init; }

    internal void Validate()
    {
        if (FilterWidths.Count != FilterCounts.Count)
            throw new InvalidInputException($"filter-widths has {FilterWidths.Count} numbers and filter-counts {FilterCounts.Count}; give one count for each width");
        if (!FilterWidths.Any(width => width <= Time))
            throw new InvalidInputException($"every filter is wider than the longest sequence ({Time} tokens); give a smaller width in filter-widths");
    }
}
