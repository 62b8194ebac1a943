using System.Text.Json;
using SeqGan.Eval.Translation;

namespace SeqGan.Eval.Tests.Translation;

/// <summary>What sacreBLEU 2.6.0 answers (goldens.json, printed by goldens.py beside it).</summary>
internal static class TranslationGoldens
{
    public sealed record Tokens(string Line, string Tokenizer, string[] Expected);

    public sealed record BleuScore(string Tokenizer, string Smoothing, double? Value, bool Lowercase, int Order, double Score, string Signature)
    {
        public SacreBleuOptions Options => new()
        {
            Tokenizer = Named(Tokenizer),
            Smoothing = Enum.Parse<SacreBleuSmoothing>(Smoothing.Replace("-", ""), ignoreCase: true),
            SmoothingValue = Value,
            Lowercase = Lowercase,
            MaxOrder = Order,
        };
    }

    public sealed record ChrFScore(int Words, bool Lowercase, double Beta, string Name, double Score, string Signature)
    {
        public ChrFOptions Options => new() { WordOrder = Words, Lowercase = Lowercase, Beta = Beta };
    }

    public sealed record Corpus(string[] Hypotheses, string[][] References, BleuScore[] Bleu, ChrFScore[] Chrf);

    sealed record Printed(string Versions, Tokens[] Tokens, Corpus[] Corpora);

    static readonly Printed _all = JsonSerializer.Deserialize<Printed>(
        typeof(TranslationGoldens).Assembly.GetManifestResourceStream("translation.json")!, JsonSerializerOptions.Web)!;

    public static IReadOnlyList<Tokens> Lines => _all.Tokens;

    public static IReadOnlyList<Corpus> Corpora => _all.Corpora;

    public static TranslationTokenizer Named(string name) => name == "13a" ? TranslationTokenizer.V13a : Enum.Parse<TranslationTokenizer>(name, ignoreCase: true);

    /// <summary>sacreBLEU's signature with the version replaced by what we claim, and ours.</summary>
    public static string Ours(string signature) => $"{signature[..signature.LastIndexOf(':')]}:2.x|seqgan:{ScoreSignature.Version}";

    /// <summary>Equal but for the last bits, which belong to the order of sums and the C library's log and exp.</summary>
    public static void Same(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-13 * Math.Abs(expected), $"{what}: sacreBLEU says {expected:R}, we say {actual:R}");
}
