using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Eval.Statistics;
using SeqGan.Text;

namespace SeqGan.Reports;

/// <summary>The scores of a text generator beside its corpus: quality (BLEU), diversity (Self-BLEU) and held-out likelihood.</summary>
public static class TextReport
{
    /// <summary>Scores fresh samples.</summary>
    /// <param name="generator">Who writes.</param>
    /// <param name="corpus">Where the references and the held-out lines come from.</param>
    /// <param name="samples">How many lines to write and score.</param>
    /// <param name="seed">Their seed.</param>
    public static IReadOnlyList<Score> Scores(TextGenerator generator, Corpus corpus, int samples, long seed) =>
        Scores(generator, corpus, [.. generator.GenerateIds(samples, seed: seed)]);

    /// <summary>
    /// BLEU-2..4 of the samples against all test lines, Self-BLEU-2..4, and the negative log-likelihood of validation and
    /// test lines in nats a token (end tokens count). A split without lines has no score.
    /// </summary>
    /// <param name="generator">Who wrote.</param>
    /// <param name="corpus">Where the references and the held-out lines come from.</param>
    /// <param name="samples">Ids without end tokens.</param>
    public static IReadOnlyList<Score> Scores(TextGenerator generator, Corpus corpus, IReadOnlyList<int[]> samples)
    {
        var options = Options(corpus);
        var scores = new List<Score>();
        if (corpus.Test.Count > 0) scores.AddRange(TextMetrics.Bleu(samples, References(corpus), options));
        scores.AddRange(TextMetrics.SelfBleu(samples, options));
        foreach (var (name, store) in new[] { ("nll-valid", corpus.Valid), ("nll-test", corpus.Test) })
            if (store.Count > 0) scores.Add(HeldOutScore(name, corpus, HeldOut.Lines(generator.Policy, store)));
        return scores;
    }

    /// <summary>
    /// Those scores, and what they leave open: perplexities under Kneser-Ney models of the test lines and of the samples (<c>ppl-f</c>, <c>ppl-r</c>),
    /// distinct-n, the entropy of n-grams, unique lines, how likely the samples are to their own writer (<c>nll-div</c>), and what was copied from
    /// the training lines.
    /// </summary>
    /// <inheritdoc cref="Scores(TextGenerator, Corpus, IReadOnlyList{int[]})"/>
    public static IReadOnlyList<Score> Full(TextGenerator generator, Corpus corpus, IReadOnlyList<int[]> samples)
    {
        var options = Options(corpus);
        var scores = Scores(generator, corpus, samples).ToList();
        if (corpus.Test.Count > 0)
        {
            scores.Add(TextMetrics.ForwardPerplexity(samples, References(corpus), options));
            scores.Add(TextMetrics.ReversePerplexity(samples, References(corpus), options));
        }
        return [.. scores, .. Spread(generator, corpus, samples, options)];
    }

    /// <summary>How much samples differ from each other, and from the training lines.</summary>
    internal static IReadOnlyList<Score> Spread(TextGenerator generator, Corpus corpus, IReadOnlyList<int[]> samples, TextMetricsOptions options)
    {
        var own = new SequenceStore(generator.Codec.Size);
        foreach (var ids in samples) own.Add(generator.WithEnd(ids));
        return
        [
            .. TextMetrics.Distinct(samples, options), .. TextMetrics.Entropy(samples, options), TextMetrics.Unique(samples, options),
            Nats("nll-div", corpus, HeldOut.Lines(generator.Policy, own)), .. TextMetrics.Novelty(samples, Lines(corpus.Train), options),
        ];
    }

    internal static TextMetricsOptions Options(Corpus corpus) => new()
    {
        Tokenizer = corpus.Codec.Name,
        Lowercase = corpus.Codec.Tokenizer is Tokenization.VocabularyTokenizer { Lowercase: true },
        Vocabulary = corpus.Codec.Size + (corpus.Codec.HasSpecials ? 0 : 1), // perplexities count an end, and ids have none
    };

    internal static int[][] References(Corpus corpus) => Lines(corpus.Test);

    static int[][] Lines(SequenceStore store) => [.. Enumerable.Range(0, store.Count).Select(store.WithoutEnd)];

    /// <summary>How likely held-out lines are.</summary>
    internal static Score HeldOutScore(string name, Corpus corpus, LineSums lines) => Nats(name, corpus, lines.InPairs()) with { LowerIsBetter = true };

    static Score Nats(string name, Corpus corpus, LineSums lines) =>
        new(name, lines.Value, lines.Count, ScoreSignature.Of(name, "nats/token", $"tok:{corpus.Codec.Name}", Invariant($"vocabulary:{corpus.Codec.Size}"))) { Lines = lines };
}
