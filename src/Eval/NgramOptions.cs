namespace SeqGan.Eval;

/// <summary>What kind of n-gram model.</summary>
public sealed record NgramOptions
{
    /// <summary>The longest n-gram: 1 knows no context, 2 (a bigram model, a Markov chain) the token before, and so on.</summary>
    public int Order { get; init; } = 2;

    /// <summary>How many ids there are: 0 .. Vocabulary-1, all of which may be predicted, the end token among them.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>
    /// What is added to the count of every n-gram, seen or not; above 0. <see cref="NgramModel.BestK"/> finds the one best for
    /// likelihood; with it many samples are uniform noise, so draw a plain Markov chain with a tiny one, such as 1e-6.
    /// </summary>
    public double K { get; init; } = 1;

    /// <summary>The id that ends a line, scored as one more token of it; null where lines have no end (a fixed length). Lines are given without it.</summary>
    public int? EndId { get; init; }

    internal NgramOptions Checked()
    {
        if (Order < 1) throw new ArgumentException($"n-gram model of order {Order}: it must be at least 1");
        if (Vocabulary < 1) throw new ArgumentException($"n-gram model over {Vocabulary} ids: there must be at least 1");
        if (!double.IsFinite(K) || K <= 0) throw new ArgumentException(FormattableString.Invariant($"n-gram model with k = {K}: it must be a number above 0"));
        if (EndId is { } end && (uint)end >= (uint)Vocabulary)
            throw new ArgumentException($"n-gram model: the end id {end} is outside 0..{Vocabulary - 1}");
        return this;
    }
}
