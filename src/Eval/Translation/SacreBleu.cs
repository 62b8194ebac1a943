using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Translation;

/// <summary>
/// Corpus BLEU of translations as sacreBLEU 2.x computes it (Post, WMT 2018): from plain text, tokenized here, in 0..100. Unlike
/// nltk's, an order without any n-gram makes the score 0, and orders without a match are smoothed if another order has one.
/// </summary>
public static class SacreBleu
{
    /// <summary>BLEU of a corpus, with sacreBLEU's own signature; an order other than 4 is named too, and all digits of a smoothing value.</summary>
    /// <param name="hypotheses">The translations, plain text, not tokenized.</param>
    /// <param name="references">For each hypothesis its references; their number may differ from line to line.</param>
    /// <param name="options">Tokenizer, smoothing, case.</param>
    /// <exception cref="ArgumentException">The counts differ, a hypothesis has no reference, there is no hypothesis, or the options make no sense.</exception>
    public static Score Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, SacreBleuOptions? options = null)
    {
        options = (options ?? new()).Checked();
        TranslationCorpus.Check("sacreBLEU", hypotheses, references);
        var order = options.MaxOrder;
        var lines = LineSums.Of([.. hypotheses.Zip(references)], 2 * order + 2, Add, (sums, _) => Combine(sums[..order], sums[order..^2], sums[^2], sums[^1], options));
        return new Score("sacrebleu", lines.Value, hypotheses.Count,
            TranslationSignature.Of(references, options.Lowercase, ["eff:no", $"tok:{options.TokenizerName}", $"smooth:{options.SmoothingName}", .. order == 4 ? [] : new[] { $"order:{order}" }]))
        { Lines = lines.InPairs() };

        void Add((string Hypothesis, IReadOnlyList<string> References) line, Span<double> terms)
        {
            var counts = new BleuReferences<string>([.. line.References.Select(Tokens)], order).Counts(Tokens(line.Hypothesis));
            for (var n = 0; n < order; n++)
            {
                terms[n] = counts.Precisions[n].Matches;
                terms[order + n] = Math.Max(0, counts.HypothesisLength - n); // a line too short for an n-gram counts none, unlike nltk's one
            }
            (terms[^2], terms[^1]) = (counts.ReferenceLength, counts.HypothesisLength);
        }

        string[] Tokens(string line) => Segments.Tokens(options.Lowercase ? line.ToLowerInvariant() : line, options.Tokenizer);
    }

    // Matches and totals: [order]
    static double Combine(ReadOnlySpan<double> matches, ReadOnlySpan<double> totals, double referenceLength, double hypothesisLength, SacreBleuOptions options)
    {
        if (!matches.ContainsAnyExcept(0)) return 0;
        var (sum, unmatched) = (0.0, 0);
        for (var n = 0; n < matches.Length; n++)
        {
            var added = n > 0 && options.Smoothing == SacreBleuSmoothing.AddK ? options.Added : 0;
            var (match, total) = (matches[n] + added, totals[n] + added);
            if (total == 0) return 0;
            if (match == 0)
            {
                match = options.Smoothing switch
                {
                    SacreBleuSmoothing.Exp => Math.ScaleB(1, -++unmatched),
                    SacreBleuSmoothing.Floor => options.Added,
                    _ => 0,
                };
            }
            sum += Math.Log(100 * match / total); // of 0: no score above 0 comes back from there
        }
        var brevity = hypothesisLength < referenceLength ? Math.Exp(1 - referenceLength / hypothesisLength) : 1;
        return brevity * Math.Exp(sum / matches.Length);
    }
}
