using SeqGan.Cli.Config;
using SeqGan.Eval;

namespace SeqGan.Cli.Commands;

/// <summary>A metric that <c>evaluate</c> can be asked for by name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Description">One line of help.</param>
/// <param name="Usual">Computed where nobody says which.</param>
/// <param name="Compares">Needs references.</param>
/// <param name="Smooths">Looks at --smoothing.</param>
internal sealed record TextMetric(string Name, string Description, bool Usual = true, bool Compares = false, bool Smooths = false)
{
    public const string NllOracle = "nll-oracle";
    const string Bleu = "bleu", CorpusBleu = "corpus-bleu";

    public static IReadOnlyList<TextMetric> All { get; } =
    [
        new(Bleu, "BLEU-2 to BLEU-4 of each line against the references, their mean: quality. With --paired, corpus-bleu.", Compares: true, Smooths: true),
        new(CorpusBleu, "BLEU-2 to BLEU-4 of all lines as one corpus, each against all references or, with --paired, its own.", Usual: false, Compares: true, Smooths: true),
        new("self-bleu", "BLEU-2 to BLEU-4 of each line against the others: higher is less diverse.", Smooths: true),
        new("distinct", "distinct-2 to distinct-4: the share of n-grams that differ."),
        new(NllOracle, "How likely lines of ids are under an oracle (--oracle DIR), in nats a token."),
    ];

    /// <summary>The metrics named in a list with commas.</summary>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public static IReadOnlyList<TextMetric> Parse(string names, bool paired)
    {
        string[] known = [.. All.Select(metric => metric.Name)];
        return [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => paired && name == Bleu ? CorpusBleu : name).Distinct().Select(name =>
            All.FirstOrDefault(metric => metric.Name == name) ?? throw new InvalidInputException($"--metric: there is no metric '{Line.Of(name)}'{Nearest.Hint(name, known)}"))];
    }

    /// <summary>The metric's scores. Lines are lists of tokens.</summary>
    public IReadOnlyList<Score> Of<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, bool paired, TextMetricsOptions options)
        where T : notnull => Name switch
        {
            Bleu or CorpusBleu when paired => TextMetrics.PairedBleu(generated, references, options),
            Bleu => TextMetrics.Bleu(generated, references, options),
            CorpusBleu => TextMetrics.CorpusBleu(generated, references, options),
            "self-bleu" => TextMetrics.SelfBleu(generated, options),
            "distinct" => TextMetrics.Distinct(generated, options),
            _ => throw new InvalidOperationException($"{Name} is not computed from the lines alone"),
        };
}
