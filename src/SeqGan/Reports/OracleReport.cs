using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;

namespace SeqGan.Reports;

/// <summary>The scores of the synthetic experiment: quality and diversity as likelihoods, each under the other's distribution.</summary>
public static class OracleReport
{
    /// <summary>
    /// <c>nll-oracle</c>, how likely the samples are under the oracle (quality), and <c>nll-test</c>, how likely fresh oracle
    /// sequences are under the policy (diversity); both in nats a token, lower is better.
    /// </summary>
    /// <param name="oracle">Who knows the truth.</param>
    /// <param name="corpus">What was drawn from it.</param>
    /// <param name="policy">Who is measured.</param>
    /// <param name="samples">What it has written.</param>
    public static IReadOnlyList<Score> Scores(Oracle oracle, Corpus corpus, Policy policy, IReadOnlyList<int[]> samples)
    {
        var test = HeldOut.Lines(policy, corpus.Test).InPairs();
        return
        [
            NllOracle(oracle, samples),
            new("nll-test", test.Value, corpus.Test.Count, ScoreSignature.Of("nll-test", "nats/token", $"oracle:{oracle.Fingerprint}", Invariant($"length:{corpus.Time}"))) { Lines = test, LowerIsBetter = true },
        ];
    }

    /// <summary>Those two, and how much the samples differ from each other and from the training sequences.</summary>
    /// <param name="oracle">Who knows the truth.</param>
    /// <param name="corpus">What was drawn from it.</param>
    /// <param name="generator">Who is measured.</param>
    /// <param name="samples">What it has written.</param>
    public static IReadOnlyList<Score> Full(Oracle oracle, Corpus corpus, TextGenerator generator, IReadOnlyList<int[]> samples)
    {
        var options = TextReport.Options(corpus);
        return [.. Scores(oracle, corpus, generator.Policy, samples), .. TextMetrics.SelfBleu(samples, options), .. TextReport.Spread(generator, corpus, samples, options)];
    }

    /// <summary>The mean negative log-likelihood of sequences under the oracle, in nats a token (Yu et al., equation 9).</summary>
    /// <param name="oracle">Who scores.</param>
    /// <param name="samples">Ids of each sequence.</param>
    public static Score NllOracle(Oracle oracle, IReadOnlyList<int[]> samples)
    {
        var lines = oracle.Lines(samples);
        return new("nll-oracle", lines.Value, samples.Count, ScoreSignature.Of("nll-oracle", "nats/token", $"oracle:{oracle.Fingerprint}", "tok:ids")) { Lines = lines, LowerIsBetter = true };
    }
}
