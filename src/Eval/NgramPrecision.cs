namespace SeqGan.Eval;

/// <summary>A modified n-gram precision as the fraction it is, unreduced, so that precisions of a corpus can be added.</summary>
/// <param name="Matches">N-grams of the hypothesis that the references have too, each clipped to its count in the one reference that has most of it.</param>
/// <param name="Total">N-grams of the hypothesis; at least 1, as nltk has it, where the hypothesis is shorter than n.</param>
public readonly record struct NgramPrecision(long Matches, long Total)
{
    /// <summary>Matches / Total.</summary>
    public double Value => (double)Matches / Total;

    internal static NgramPrecision Add(NgramPrecision a, NgramPrecision b) => new(a.Matches + b.Matches, a.Total + b.Total);
}
