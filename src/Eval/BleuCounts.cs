namespace SeqGan.Eval;

/// <summary>All that a BLEU score is made of, of one sentence or summed over a corpus.</summary>
/// <param name="Precisions">[order] as far as anyone counted, which may be further than a score goes.</param>
/// <param name="ReferenceLength">Of the closest references.</param>
/// <param name="HypothesisLength">Of the hypotheses.</param>
/// <param name="Last">The precisions of the last hypothesis alone; a sentence is its own last. [order]</param>
/// <param name="LastLength">Its length.</param>
internal readonly record struct BleuCounts(NgramPrecision[] Precisions, long ReferenceLength, long HypothesisLength, NgramPrecision[] Last, int LastLength)
{
    public static BleuCounts Sentence(NgramPrecision[] precisions, int referenceLength, int length) => new(precisions, referenceLength, length, precisions, length);

    /// <summary>The sum over the sentences of a corpus; at least one.</summary>
    public static BleuCounts Sum(IReadOnlyList<BleuCounts> sentences)
    {
        var precisions = new NgramPrecision[sentences[0].Precisions.Length];
        long references = 0, hypotheses = 0;
        foreach (var sentence in sentences)
        {
            for (var n = 0; n < precisions.Length; n++) precisions[n] = NgramPrecision.Add(precisions[n], sentence.Precisions[n]);
            references += sentence.ReferenceLength;
            hypotheses += sentence.HypothesisLength;
        }
        return new(precisions, references, hypotheses, sentences[^1].Last, sentences[^1].LastLength);
    }
}
