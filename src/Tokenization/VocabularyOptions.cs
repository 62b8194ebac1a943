namespace SeqGan.Tokenization;

/// <summary>Which tokens of a corpus get an id of their own; the rest become the unknown token.</summary>
public sealed record VocabularyOptions
{
    /// <summary>A token seen less often than this is unknown; at least 1.</summary>
    public int MinimumCount { get; init; } = 1;

    /// <summary>The most ids there may be, the four special ones included; at least 5. The rarest tokens go first.</summary>
    public int MaximumSize { get; init; } = int.MaxValue;

    internal void Check()
    {
        if (MinimumCount < 1) throw new InvalidInputException($"the minimum count of a vocabulary is {MinimumCount}; it must be 1 or more");
        if (MaximumSize <= Vocabulary.SpecialCount)
            throw new InvalidInputException($"the maximum size of a vocabulary is {MaximumSize}; it must be 5 or more (four ids are special)");
    }

    /// <summary>The keys that get an id, the most frequent first; equal counts in the order of <paramref name="ties"/>.</summary>
    internal T[] Choose<T>(IEnumerable<KeyValuePair<T, long>> counts, IComparer<T> ties)
    {
        Check();
        return counts
            .Where(pair => pair.Value >= MinimumCount)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, ties)
            .Take(MaximumSize - Vocabulary.SpecialCount)
            .Select(pair => pair.Key)
            .ToArray();
    }
}
