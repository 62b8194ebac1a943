using System.Text.Json;

namespace SeqGan.Eval.Tests;

/// <summary>What nltk 3.8 answers (goldens.json, printed by goldens.py beside it).</summary>
internal static class Goldens
{
    public sealed record Scored(double[] Weights, string Smoothing, double Epsilon, double Value)
    {
        public BleuOptions Options => new()
        {
            MaxOrder = Weights.Length,
            Weights = Weights,
            Smoothing = Enum.Parse<BleuSmoothing>(Smoothing),
            Epsilon = Epsilon,
        };
    }

    public sealed record Sentence(string Name, string[][] References, string[] Hypothesis, int Closest, long[][] Precisions, Scored[] Scores);

    public sealed record CorpusScores(int Order, double Corpus, double CorpusMethod0, double Pooled, double Others);

    public sealed record Corpus(int Seed, string[][][] References, string[][] Hypotheses, CorpusScores[] Scores);

    sealed record Printed(string Versions, Sentence[] Sentences, Corpus[] Corpora);

    static readonly Printed All = JsonSerializer.Deserialize<Printed>(
        typeof(Goldens).Assembly.GetManifestResourceStream("goldens.json")!, JsonSerializerOptions.Web)!;

    public static IReadOnlyList<Sentence> Sentences => All.Sentences;

    public static IReadOnlyList<Corpus> Corpora => All.Corpora;

    /// <summary>Equal but for the last bit or two, which belong to the C library's log and exp.</summary>
    public static void Same(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-14 * Math.Abs(expected), $"{what}: nltk says {expected:R}, we say {actual:R}");
}
