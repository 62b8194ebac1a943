namespace SeqGan.Eval;

/// <summary>
/// BLEU (Papineni et al., ACL 2002) with the conventions of nltk's <c>sentence_bleu</c> and <c>corpus_bleu</c>. Tokens may be
/// strings, ids or anything with equality. For many hypotheses against the same references use <see cref="BleuReferences{T}"/>.
/// </summary>
public static class Bleu
{
    /// <summary>BLEU of one sentence. 0 where it shares no token with a reference, even with smoothing.</summary>
    /// <exception cref="ArgumentException">There is no reference, or the options make no sense.</exception>
    public static double Sentence<T>(IReadOnlyList<IReadOnlyList<T>> references, IReadOnlyList<T> hypothesis, BleuOptions? options = null)
        where T : notnull
    {
        options = (options ?? new()).Checked();
        return new BleuReferences<T>(references, options.CountedOrder).Sentence(hypothesis, options);
    }

    /// <summary>
    /// BLEU of a corpus: matches, totals and lengths are summed over all pairs before anything is divided. This is not the
    /// mean of the sentences' scores.
    /// </summary>
    /// <param name="references">For each hypothesis, its references.</param>
    /// <param name="hypotheses">One sentence for each entry of `references`.</param>
    /// <param name="options">Order, weights, smoothing.</param>
    /// <exception cref="ArgumentException">The counts differ, a hypothesis has no reference, or there is no hypothesis.</exception>
    public static double Corpus<T>(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<T>>> references, IReadOnlyList<IReadOnlyList<T>> hypotheses, BleuOptions? options = null)
        where T : notnull
    {
        options = (options ?? new()).Checked();
        return Combine(BleuCounts.Sum(Counts(references, hypotheses, options.CountedOrder)), options);
    }

    /// <summary>What corpus scores are made of, pair by pair.</summary>
    internal static BleuCounts[] Counts<T>(IReadOnlyList<IReadOnlyList<IReadOnlyList<T>>> references, IReadOnlyList<IReadOnlyList<T>> hypotheses, int order) where T : notnull
    {
        if (references.Count != hypotheses.Count)
            throw new ArgumentException($"corpus BLEU: {hypotheses.Count} hypotheses but {references.Count} lists of references; give one list for each");
        if (hypotheses.Count == 0) throw new ArgumentException("corpus BLEU: there is no hypothesis to score");

        var sentences = new BleuCounts[hypotheses.Count];
        for (var i = 0; i < sentences.Length; i++)
            sentences[i] = new BleuReferences<T>(references[i], order).Counts(hypotheses[i]);
        return sentences;
    }

    /// <summary>The clipped precision of the n-grams of one order, the p_n of the paper.</summary>
    public static NgramPrecision ModifiedPrecision<T>(IReadOnlyList<IReadOnlyList<T>> references, IReadOnlyList<T> hypothesis, int order)
        where T : notnull =>
        new BleuReferences<T>(references, order).Counts(hypothesis).Precisions[order - 1];

    /// <summary>The factor for hypotheses shorter than their reference: 1 above its length, else exp(1 - reference / hypothesis), 0 for an empty one.</summary>
    public static double BrevityPenalty(long closestReferenceLength, long hypothesisLength)
    {
        if (hypothesisLength > closestReferenceLength) return 1;
        if (hypothesisLength == 0) return 0;
        return Math.Exp(1 - (double)closestReferenceLength / hypothesisLength);
    }

    /// <summary>The reference length closest to the hypothesis; of two equally close, the shorter.</summary>
    public static int ClosestReferenceLength(IReadOnlyList<int> referenceLengths, int hypothesisLength)
    {
        if (referenceLengths.Count == 0) throw new ArgumentException("BLEU: there is no reference to compare with");
        return referenceLengths.MinBy(length => (Math.Abs(length - hypothesisLength), length));
    }

    /// <summary>The score from its counts: brevity penalty times the weighted geometric mean of the smoothed precisions.</summary>
    internal static double Combine(BleuCounts counts, BleuOptions options)
    {
        // Before any smoothing: without a common token there is nothing to smooth.
        if (counts.Precisions[0].Matches == 0) return 0;
        // Nor has method6 anything to go on without a common 3-gram; nltk raises an error.
        if (options.Smoothing == BleuSmoothing.Method6 && counts.Precisions[2].Matches == 0) return 0;

        // nltk adds with fsum; a compensated sum of these few terms comes as close as matters.
        var precisions = BleuSmoother.Precisions(counts, options); // [order]
        double sum = 0, lost = 0;
        for (var n = 1; n <= options.MaxOrder; n++)
        {
            if (precisions[n - 1] == 0) continue; // method4 leaves one; nltk has no term for it
            var term = options.Weight(n) * Math.Log(precisions[n - 1]);
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return BrevityPenalty(counts.ReferenceLength, counts.HypothesisLength) * Math.Exp(sum + lost);
    }
}
