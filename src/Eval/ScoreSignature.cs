using System.Globalization;
using System.Reflection;

namespace SeqGan.Eval;

/// <summary>
/// One line that says how a score was computed, in the manner of sacreBLEU:
/// <c>bleu-4|refs:2000|pooled|tok:character|case:mixed|smooth:method1|seqgan:0.1.0</c>.
/// The fields stand in this order: name, references, how they are used, tokens, case, smoothing, others, version.
/// </summary>
public static class ScoreSignature
{
    /// <summary>The version of this library, as in the last field.</summary>
    public static string Version { get; } =
        typeof(ScoreSignature).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The fields joined by '|', with the version behind them.</summary>
    /// <exception cref="ArgumentException">A field is empty, or holds '|' or a line break.</exception>
    public static string Of(params IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
        {
            if (string.IsNullOrWhiteSpace(field) || field.IndexOfAny(['|', '\n', '\r']) >= 0)
                throw new ArgumentException($"score signature: '{field}' cannot be a field; it must be a word without '|' or line breaks");
        }
        return string.Join('|', [.. fields, $"seqgan:{Version}"]);
    }

    /// <summary>The signature of a BLEU score; settings other than the usual (epsilon 0.1, alpha 5, k 5, uniform weights) are named.</summary>
    /// <param name="name">The metric: <c>bleu-4</c>, <c>self-bleu-4</c>.</param>
    /// <param name="references">How many references each hypothesis was compared with, such as <c>2000</c>.</param>
    /// <param name="use"><c>pooled</c>, <c>others</c> or <c>paired</c>.</param>
    /// <param name="tokenizer">What split the text: <c>character</c>, <c>word</c>, <c>ids</c>.</param>
    /// <param name="lowercase">Whether the text was lower-cased before.</param>
    /// <param name="options">The smoothing and weights used.</param>
    public static string Bleu(string name, string references, string use, string tokenizer, bool lowercase, BleuOptions options)
    {
        List<string> fields = [name, $"refs:{references}", use, $"tok:{tokenizer}", Case(lowercase), Smoothing(options)];
        if (options.Weights is { } weights)
            fields.Add("weights:" + string.Join(',', weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture))));
        return Of(fields);
    }

    /// <summary>How many references a line has: a number, or <c>var</c> if not all have as many.</summary>
    internal static string Counts<T>(IReadOnlyList<IReadOnlyList<T>> references) =>
        references.Select(lines => lines.Count).Distinct().ToArray() is [var count] ? count.ToString(CultureInfo.InvariantCulture) : "var";

    /// <summary>Of sets of features: the counts, which real samples they are (empty: not said), what computed the features, how many each has.</summary>
    internal static string Features(string name, int real, string references, int fake, string extractor, int width, params IReadOnlyList<string> settings) =>
        Of([name, $"refs:{real}{(references.Length == 0 ? "" : $"({references})")}", $"samples:{fake}", $"extractor:{extractor}", $"features:{width}", .. settings]);

    internal static string Case(bool lowercase) => lowercase ? "case:lower" : "case:mixed";

    static string Smoothing(BleuOptions options)
    {
        // The number that the method takes, where it is not nltk's.
        List<double> unusual = options switch
        {
            { Smoothing: BleuSmoothing.Method1, Epsilon: not 0.1 } => [options.Epsilon],
            { Smoothing: BleuSmoothing.Method4 or BleuSmoothing.Method7, K: not 5 } => [options.K],
            { Smoothing: BleuSmoothing.Method6, Alpha: not 5 } => [options.Alpha],
            _ => [],
        };
        return "smooth:" + options.Smoothing.ToString().ToLowerInvariant() + string.Concat(unusual.Select(value => FormattableString.Invariant($"({value:R})")));
    }
}
