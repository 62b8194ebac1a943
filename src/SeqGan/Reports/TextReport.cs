using SeqGan.Data;
using SeqGan.Eval;
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
        var options = new TextMetricsOptions { Tokenizer = corpus.Codec.Name, Lowercase = corpus.Codec.Tokenizer is Tokenization.VocabularyTokenizer { Lowercase: true } };
        var scores = new List<Score>();
        if (corpus.Test.Count > 0) scores.AddRange(TextMetrics.Bleu(samples, References(corpus), options));
        scores.AddRange(TextMetrics.SelfBleu(samples, options));
        foreach (var (name, store) in new[] { ("nll-valid", corpus.Valid), ("nll-test", corpus.Test) })
        {
            if (store.Count == 0) continue;
            scores.Add(new Score(name, HeldOut.NatsPerToken(generator.Policy, store), store.Count,
                ScoreSignature.Of(name, "nats/token", $"tok:{corpus.Codec.Name}", Invariant($"vocabulary:{corpus.Codec.Size}"))));
        }
        return scores;
    }

    internal static int[][] References(Corpus corpus) => [.. Enumerable.Range(0, corpus.Test.Count).Select(corpus.Test.WithoutEnd)];
}
