using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Eval.Statistics;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Reports;

/// <summary>
/// What a run's discriminator has learned: whether it tells lines that it has never seen from the policy's, as it tells those that it
/// was trained on, or whether it knows the latter by heart. Rewards are worth what it says of unseen lines.
/// </summary>
public static class DiscriminatorReport
{
    static readonly string[] _phases = ["discriminator", "adversarial"];

    /// <summary>
    /// For each phase in which it was trained <c>auc-train</c> and <c>auc-held-out</c>, how probable it is that it finds such a line more real
    /// than one of the policy's (1: told apart, 0.5: guessing); <c>verdict-train</c>, <c>verdict-held-out</c> and <c>verdict-samples</c>, its mean
    /// probability that such lines are real; and with an oracle <c>rank-oracle</c>, the rank correlation between its verdicts on the
    /// policy's lines and their likelihood.
    /// </summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="corpus">The training lines and the held-out ones (test lines, where there are any, else valid lines).</param>
    /// <param name="oracle">Who knows the truth; null: the run is on text.</param>
    /// <param name="samples">Lines of each kind, at most.</param>
    /// <param name="seed">The seed of the policy's lines.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="InvalidInputException">There are no held-out lines, or a file of the run is damaged.</exception>
    public static IReadOnlyList<Score> Scores(RunDirectory run, Corpus corpus, Oracle? oracle, int samples, long seed, torch.Device? device = null)
    {
        var played = run.Checkpoints.Phases();
        return [.. _phases.Where(played.Contains).SelectMany(phase => OfPhase(run, phase, corpus, oracle, samples, seed, device))];
    }

    static IEnumerable<Score> OfPhase(RunDirectory run, string phase, Corpus corpus, Oracle? oracle, int samples, long seed, torch.Device? device)
    {
        using var discriminator = TextDiscriminator.Open(run, phase, device);
        using var generator = TextGenerator.Open(run, phase, device);
        var (held, kind) = corpus.Test.Count > 0 ? (corpus.Test, "test") : (corpus.Valid, "valid");
        if (held.Count == 0) throw new InvalidInputException("the corpus has no held-out lines, which the discriminator's verdicts are measured on; train again with test=FILE or valid=FILE, a file of such lines");
        int[][] train = Spread(corpus.Train, samples), unseen = Spread(held, samples), written = [.. generator.GenerateIds(samples, seed: seed)];
        var (known, fresh, fakes) = (discriminator.Verdicts(train), discriminator.Verdicts(unseen), discriminator.Verdicts(Array.ConvertAll(written, generator.WithEnd)));
        Score Of(string name, double value, params string[] lines) => new(name, value, samples, ScoreSignature.Of([name, $"phase:{phase}", .. lines]));
        string of = Invariant($"train:{train.Length}"), beside = Invariant($"{kind}:{unseen.Length}");
        yield return Of("auc-train", Ranks.AreaUnderRoc(known, fakes), of);
        yield return Of("auc-held-out", Ranks.AreaUnderRoc(fresh, fakes), beside);
        yield return Of("verdict-train", known.Average(), of);
        yield return Of("verdict-held-out", fresh.Average(), beside);
        yield return Of("verdict-samples", fakes.Average());
        if (oracle is null || fakes.Distinct().Count() == 1) yield break; // verdicts that are all alike have no order
        yield return Of("rank-oracle", -Ranks.Correlation(fakes, oracle.NatsOfEach(written)), $"oracle:{oracle.Fingerprint}"); // its sequences have one length
    }

    // Lines at equal distances.
    static int[][] Spread(SequenceStore store, int most)
    {
        var count = Math.Min(most, store.Count);
        return [.. Enumerable.Range(0, count).Select(i => store[(int)((long)i * store.Count / count)])];
    }
}
