using SeqGan.Data;
using SeqGan.Eval;

namespace SeqGan.Reports;

/// <summary>What an add-k bigram model makes of the held-out lines: the number that a language model has to beat.</summary>
public static class BigramBaseline
{
    static readonly double[] Candidates = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];

    /// <summary>
    /// Counts the training lines, chooses k on the validation lines and scores the test lines, with the same tokens and
    /// the same unknown token as the policy.
    /// </summary>
    /// <param name="corpus">The lines.</param>
    /// <returns>What the model is called, and its <c>nll-test</c> in nats a token; null where validation or test has no line.</returns>
    public static (string System, Score Score)? Of(Corpus corpus)
    {
        if (corpus.Valid.Count == 0 || corpus.Test.Count == 0) return null;
        // The lowest ids cannot occur (pad and begin; end too where all lines have one length): no probability is wasted on them.
        var offset = !corpus.Codec.HasSpecials ? 0 : corpus.FixedLength ? corpus.Codec.EndId + 1 : corpus.Codec.EndId;
        var options = new NgramOptions { Vocabulary = corpus.Codec.Size - offset, EndId = corpus.FixedLength ? null : 0 };
        var (train, valid, test) = (Lines(corpus.Train, offset), Lines(corpus.Valid, offset), Lines(corpus.Test, offset));
        var k = NgramModel.BestK(train, valid, Candidates, options);
        return (Invariant($"add-{k} bigram"), TextReport.HeldOutScore("nll-test", corpus, NgramModel.Train(train, options with { K = k }).Lines(test)));
    }

    static int[][] Lines(SequenceStore store, int offset) =>
        [.. Enumerable.Range(0, store.Count).Select(i => Array.ConvertAll(store.WithoutEnd(i), id => id - offset))];
}
