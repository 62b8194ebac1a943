using SeqGan.Cli.Config;
using SeqGan.Eval;

namespace SeqGan.Cli.Commands;

/// <summary>A metric that <c>evaluate</c> can be asked for by name.</summary>
internal sealed record TextMetric(string Name, string Description)
{
    public const string NllOracle = "nll-oracle";

    public static IReadOnlyList<TextMetric> All { get; } =
    [
        new("bleu", "BLEU-2 to BLEU-4 against the references: quality. With --paired, corpus BLEU."),
        new("self-bleu", "BLEU-2 to BLEU-4 of each line against the others: higher is less diverse."),
        new("distinct", "distinct-2 to distinct-4: the share of n-grams that differ."),
        new(NllOracle, "How likely lines of ids are under an oracle (--oracle DIR), in nats a token."),
    ];

    /// <summary>The metrics named in a list with commas.</summary>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public static IReadOnlyList<TextMetric> Parse(string names)
    {
        string[] known = [.. All.Select(metric => metric.Name)];
        return [.. names.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(name =>
            All.FirstOrDefault(metric => metric.Name == name) ?? throw new InvalidInputException($"--metric: there is no metric '{Line.Of(name)}'{Nearest.Hint(name, known)}"))];
    }

    /// <summary>The metric's scores. Lines are lists of tokens.</summary>
    public IReadOnlyList<Score> Of<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, bool paired, TextMetricsOptions options)
        where T : notnull => Name switch
        {
            "bleu" when paired => TextMetrics.PairedBleu(generated, references, options),
            "bleu" => TextMetrics.Bleu(generated, references, options),
            "self-bleu" => TextMetrics.SelfBleu(generated, options),
            "distinct" => TextMetrics.Distinct(generated, options),
            _ => throw new InvalidOperationException($"{Name} is not computed from the lines alone"),
        };
}
