using System.Globalization;
using System.Text;
using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Reports;

/// <summary>A generator at one setting.</summary>
/// <param name="Generator">Whose samples: <c>MLE</c>, <c>SeqGAN</c>, <c>bigram</c>.</param>
/// <param name="Setting">What was turned: <c>T 0.8</c>, <c>k 0.01</c>.</param>
/// <param name="NllOracle">Quality: nats a token of its samples under the oracle; lower is better.</param>
/// <param name="NllTest">Diversity: nats a token of fresh oracle sequences under it; lower is better.</param>
public sealed record FrontierPoint(string Generator, string Setting, double NllOracle, double NllTest);

/// <summary>
/// Quality against diversity. A temperature alone buys either with the other, so that one number says little: a generator is
/// better only where its curve lies below the other's (Caccia et al., "Language GANs Falling Short", ICLR 2020).
/// </summary>
/// <param name="Points">Generator by generator.</param>
public sealed record Frontier(IReadOnlyList<FrontierPoint> Points)
{
    const string Untouched = "T 1";

    static readonly double[] _temperatures = [1.5, 1.25, 1.1, 1, 0.9, 0.8, 0.7, 0.6, 0.5];
    static readonly double[] _smoothings = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

    static readonly (string Phase, string Player, string Title)[] _policies =
    [
        ("mle", "policy", "MLE"), ("adversarial", "policy", "SeqGAN"),
        ("constant-reward", "constant-policy", "constant reward"), ("shuffled-reward", "shuffled-policy", "shuffled reward"),
    ];

    /// <summary>Measures a run of the synthetic experiment: every policy over temperatures, and Markov chains over their smoothing.</summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="oracle">Its oracle.</param>
    /// <param name="corpus">What was drawn from it.</param>
    /// <param name="samples">Sequences a point.</param>
    /// <param name="seed">Their seed.</param>
    public static Frontier Measure(RunDirectory run, Oracle oracle, Corpus corpus, int samples, long seed)
    {
        var phases = run.Checkpoints.Phases();
        return new Frontier([
            .. _policies.Where(one => phases.Contains(one.Phase)).SelectMany(one =>
            {
                using var generator = TextGenerator.Open(run, one.Phase, player: one.Player);
                return OfPolicy(one.Title, generator, oracle, corpus, samples, seed).ToArray();
            }),
            .. OfMarkovChain("bigram", 2, oracle, corpus, samples, seed),
            .. OfMarkovChain("trigram", 3, oracle, corpus, samples, seed),
        ]);
    }

    static IEnumerable<FrontierPoint> OfPolicy(string name, TextGenerator generator, Oracle oracle, Corpus corpus, int samples, long seed) =>
        _temperatures.Select(temperature => new FrontierPoint(name, Invariant($"T {temperature}"),
            oracle.NatsPerToken([.. generator.GenerateIds(samples, temperature, seed)]),
            HeldOut.NatsPerToken(generator.Policy, corpus.Test, temperature: temperature)));

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

    /// <summary>
    /// A row for each policy as it was trained, and beside it what maximum likelihood reaches at the same diversity by its
    /// temperature alone.
    /// </summary>
    public string ToTable()
    {
        var table = new StringBuilder($"{"generator",-16}{"nll-oracle",12}{"nll-test",12}{"MLE at that nll-test",24}\n");
        foreach (var point in Points.Where(point => point.Setting == Untouched))
        {
            var rival = QualityAt(_policies[0].Title, point.NllTest)?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";
            table.Append(CultureInfo.InvariantCulture, $"{point.Generator,-16}{point.NllOracle,12:F4}{point.NllTest,12:F4}{rival,24}\n");
        }
        return table.ToString();
    }

    /// <summary>The best nll-oracle on a generator's curve at a given nll-test, between its points; null where the curve does not reach it.</summary>
    public double? QualityAt(string generator, double nllTest)
    {
        var curve = Points.Where(point => point.Generator == generator).ToArray();
        double? best = null;
        foreach (var (one, other) in curve.Zip(curve.Skip(1)))
        {
            var share = (nllTest - one.NllTest) / (other.NllTest - one.NllTest);
            if (share is not (>= 0 and <= 1)) continue;
            var quality = one.NllOracle + share * (other.NllOracle - one.NllOracle);
            best = best is { } known ? Math.Min(known, quality) : quality;
        }
        return best;
    }

    /// <summary>generator,setting,nll-oracle,nll-test; a record a point.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("generator,setting,nll-oracle,nll-test\n");
        foreach (var point in Points) csv.Append(CultureInfo.InvariantCulture, $"{point.Generator},{point.Setting},{point.NllOracle:R},{point.NllTest:R}\n");
        return csv.ToString();
    }

    /// <summary>The curves as SVG; a large dot is the generator as it was trained.</summary>
    public string ToSvg() => new LineChart("Quality and diversity: lower and further left is better", "nll-test (diversity), nats a token", "nll-oracle (quality), nats a token",
        [.. Points.GroupBy(point => point.Generator).Select((curve, i) => new ChartLine(
            curve.Key, [.. curve.Select(point => (point.NllTest, point.NllOracle))], i, Marked: curve.Select(point => point.Setting).ToList().IndexOf(Untouched)))]).ToSvg();

    static int[][] Rows(SequenceStore store) => [.. Enumerable.Range(0, store.Count).Select(i => store[i])];
}
