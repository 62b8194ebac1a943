using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Reports;

/// <summary>The frontier of the synthetic experiment: quality is the likelihood of samples under the oracle, diversity that of fresh oracle sequences under the generator.</summary>
public static class OracleFrontier
{
    static readonly double[] _smoothings = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

    /// <summary>Measures a run: every policy over temperatures, and Markov chains over their smoothing.</summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="oracle">Its oracle.</param>
    /// <param name="corpus">What was drawn from it.</param>
    /// <param name="samples">Sequences a point.</param>
    /// <param name="seed">Their seed.</param>
    public static Frontier Measure(RunDirectory run, Oracle oracle, Corpus corpus, int samples, long seed) => new(FrontierAxes.Oracle,
    [
        .. Sweep.Of(run, (title, generator) => Sweep.Temperatures.Select(temperature => new FrontierPoint(title, Sweep.Setting(temperature),
            oracle.NatsPerToken([.. generator.GenerateIds(samples, temperature, seed)]),
            HeldOut.NatsPerToken(generator.Policy, corpus.Test, temperature: temperature)))),
        .. OfMarkovChain("bigram", 2, oracle, corpus, samples, seed),
        .. OfMarkovChain("trigram", 3, oracle, corpus, samples, seed),
    ]);

    static IEnumerable<FrontierPoint> OfMarkovChain(string name, int order, Oracle oracle, Corpus corpus, int samples, long seed)
    {
        var chain = NgramModel.Train(Rows(corpus.Train), new NgramOptions { Order = order, Vocabulary = oracle.Vocabulary });
        var test = Rows(corpus.Test);
        foreach (var k in _smoothings)
        {
            var smoothed = chain.WithK(k);
            yield return new FrontierPoint(name, Invariant($"k {k}"), oracle.NatsPerToken(smoothed.Sample(samples, corpus.Time, (ulong)seed)), smoothed.NatsPerToken(test));
        }
    }

    static int[][] Rows(SequenceStore store) => [.. Enumerable.Range(0, store.Count).Select(i => store[i])];
}
