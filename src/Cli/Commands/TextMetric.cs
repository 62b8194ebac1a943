using SeqGan.Cli.Config;
using SeqGan.Eval;

namespace SeqGan.Cli.Commands;

/// <summary>A metric that <c>evaluate</c> can be asked for by name.</summary>
internal sealed record TextMetric(string Name, string Description)
{
    public static IReadOnlyList<TextMetric> All { get; } =
    [
        new("bleu", "BLEU-2 to BLEU-4 against the references: quality. With --paired, corpus BLEU."),
        new("self-bleu", "BLEU-2 to BLEU-4 of each line against the others: higher is less diverse."),
        new("distinct", "distinct-2 to distinct-4: the share of n-grams that differ."),
    ];

    /// <summary>The metrics named in a list with commas; all of them without one.</summary>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public static IReadOnlyList<TextMetric> Parse(string? names)
    {
        string[] known = [.. All.Select(metric => metric.Name)];
        return names is null ? All : [.. names.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(name =>
            All.FirstOrDefault(metric => metric.Name == name) ?? throw new InvalidInputException($"--metric: there is no metric '{Line.Of(name)}'{Nearest.Hint(name, known)}"))];
    }

    /// <summary>The metric's scores. Lines are lists of tokens.</summary>
    public IReadOnlyList<Score> Of<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, bool paired, TextMetricsOptions options)
        where T : notnull => Name switch
        {
            "bleu" when paired => TextMetrics.PairedBleu(generated, references, options),
            "bleu" => TextMetrics.Bleu(generated, references, options),
            "self-bleu" => TextMetrics.SelfBleu(generated, options),
            _ => TextMetrics.Distinct(generated, options),
        };
}
