using System.Text.Json;
using System.Text.Json.Serialization;

namespace SeqGan.Eval.Tests;

/// <summary>What nltk 3.8 answers (goldens.json, printed by goldens.py beside it).</summary>
internal static class Goldens
{
    /// <summary>A score; null where nltk raises an error. `Parameter` is the number that the smoothing takes, null for nltk's own.</summary>
    public sealed record Scored(double[] Weights, BleuSmoothing Smoothing, double? Parameter, double? Value)
    {
        public BleuOptions Options => (new BleuOptions { MaxOrder = Weights.Length, Weights = Weights, Smoothing = Smoothing }, Smoothing, Parameter) switch
        {
            (var plain, _, null) => plain,
            (var plain, BleuSmoothing.Method1, { } epsilon) => plain with { Epsilon = epsilon },
            (var plain, BleuSmoothing.Method6, { } alpha) => plain with { Alpha = alpha },
            (var plain, _, { } k) => plain with { K = k },
        };
    }

    public sealed record Sentence(string Name, string[][] References, string[] Hypothesis, int Closest, long[][] Precisions, Scored[] Scores);

    public sealed record CorpusScore(int Order, BleuSmoothing Smoothing, double? Corpus, double? PooledCorpus, double? Pooled, double? Others)
    {
        public BleuOptions Options => new() { MaxOrder = Order, Smoothing = Smoothing };
    }

    public sealed record Corpus(int Seed, string[][][] References, string[][] Hypotheses, CorpusScore[] Scores)
    {
        public string[][] Pool => [.. References.SelectMany(lines => lines)];
    }

    sealed record Printed(string Versions, Sentence[] Sentences, Corpus[] Corpora);

    static readonly Printed All = JsonSerializer.Deserialize<Printed>(
        typeof(Goldens).Assembly.GetManifestResourceStream("goldens.json")!,
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } })!;

    public static IReadOnlyList<Sentence> Sentences => All.Sentences;

    public static IReadOnlyList<Corpus> Corpora => All.Corpora;

    /// <summary>Equal but for the last bit or two, which belong to the C library's log and exp. Where nltk raises an error, the score is 0.</summary>
    public static void Same(double? expected, double actual, string what) =>
        Assert.True(Math.Abs((expected ?? 0) - actual) <= 1e-14 * Math.Abs(expected ?? 0), $"{what}: nltk says {expected:R}, we say {actual:R}");
}
