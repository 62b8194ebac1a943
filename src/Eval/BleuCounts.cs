using SeqGan.Eval.Statistics;

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

    /// <summary>The corpus score as sums over its sentences; null for the methods that look at the last sentence alone.</summary>
    public static LineSums? Lines(IReadOnlyList<BleuCounts> sentences, BleuOptions options)
    {
        if (options.Smoothing >= BleuSmoothing.Method5) return null;
        var orders = sentences[0].Precisions.Length;
        return LineSums.Of(sentences, 2 * orders + 2, Add, Score);

        void Add(BleuCounts sentence, Span<double> terms)
        {
            for (var n = 0; n < orders; n++) (terms[2 * n], terms[2 * n + 1]) = (sentence.Precisions[n].Matches, sentence.Precisions[n].Total);
            (terms[^2], terms[^1]) = (sentence.ReferenceLength, sentence.HypothesisLength);
        }

        double Score(ReadOnlySpan<double> sums, int lines)
        {
            var precisions = new NgramPrecision[orders];
            for (var n = 0; n < orders; n++) precisions[n] = new((long)sums[2 * n], (long)sums[2 * n + 1]);
            return Bleu.Combine(new(precisions, (long)sums[^2], (long)sums[^1], [], 0), options);
        }
    }
}
