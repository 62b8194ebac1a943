using SeqGan.Eval;

namespace SeqGan.Cli.Commands;

/// <summary>A metric that <c>evaluate</c> can be asked for by name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Description">One line of help.</param>
/// <param name="Usual">Computed where nobody says which.</param>
/// <param name="Compares">Needs references.</param>
/// <param name="Smooths">Looks at --smoothing and --weights.</param>
/// <param name="Counts">Looks at --orders.</param>
/// <param name="Remembers">Needs the training lines.</param>
/// <param name="Models">Counts a language model, whose perplexity depends on its vocabulary.</param>
/// <param name="Translates">Reads plain lines, always one by one: <see cref="TranslationEvaluation"/>.</param>
internal sealed record TextMetric(string Name, string Description, bool Usual = true, bool Compares = false, bool Smooths = false, bool Counts = false, bool Remembers = false, bool Models = false, bool Translates = false)
{
    public const string NllOracle = "nll-oracle", SacreBleu = "sacrebleu", ChrF = "chrf", ChrFPlusPlus = "chrf++";
    const string Bleu = "bleu", CorpusBleu = "corpus-bleu";

    public static IReadOnlyList<TextMetric> All { get; } =
    [
        new(Bleu, "BLEU-2 to BLEU-4 of each line against the references, their mean: quality. With --paired, corpus-bleu.", Compares: true, Smooths: true, Counts: true),
        new(CorpusBleu, "BLEU-2 to BLEU-4 of all lines as one corpus, each against all references or, with --paired, its own.", Usual: false, Compares: true, Smooths: true, Counts: true),
        new("self-bleu", "BLEU-2 to BLEU-4 of each line against the others: higher is less diverse.", Smooths: true, Counts: true),
        new("distinct", "distinct-2 to distinct-4: the share of n-grams that differ.", Counts: true),
        new("entropy", "The entropy of 2-grams to 4-grams, in nats.", Usual: false, Counts: true),
        new("unique", "The share of lines that differ.", Usual: false),
        new("novelty", "The share of lines that are not in the training lines (--training FILE), of 2-grams to 4-grams that are, and the longest span that is, in tokens.", Usual: false, Counts: true, Remembers: true),
        new("ppl-f", "Forward perplexity: of the lines under a Kneser-Ney model of the references.", Usual: false, Compares: true, Models: true),
        new("ppl-r", "Reverse perplexity: of the references under a Kneser-Ney model of the lines.", Usual: false, Compares: true, Models: true),
        new(NllOracle, "How likely lines of ids are under an oracle (--oracle DIR), in nats a token."),
        new(SacreBleu, "Corpus BLEU of translations as sacreBLEU computes it, 0 to 100; line i of each reference answers line i.", Usual: false, Compares: true, Translates: true),
        new(ChrF, "chrF2 of translations, from n-grams of characters, 0 to 100.", Usual: false, Compares: true, Translates: true),
        new(ChrFPlusPlus, "chrF2++ of translations, from n-grams of characters and words, 0 to 100.", Usual: false, Compares: true, Translates: true),
    ];

    /// <summary>The metrics named in a list with commas.</summary>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public static IReadOnlyList<TextMetric> Parse(string names, bool paired) =>
        [.. MetricNames.Parse(names, All, metric => metric.Name).Select(metric => paired && metric.Name == Bleu ? All.First(other => other.Name == CorpusBleu) : metric).Distinct()];

    /// <summary>The metric's scores. Lines are lists of tokens.</summary>
    /// <param name="generated">The lines.</param>
    /// <param name="references">[file][line]</param>
    /// <param name="training">The training lines, where they are given.</param>
    /// <param name="paired">Line i of every file answers line i.</param>
    /// <param name="options">Orders, smoothing, what the signatures say.</param>
    public IReadOnlyList<Score> Of<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<IReadOnlyList<T>>> references, IReadOnlyList<IReadOnlyList<T>> training, bool paired, TextMetricsOptions options)
        where T : notnull => Name switch
        {
            Bleu or CorpusBleu when paired => TextMetrics.PairedBleu(generated, [.. generated.Select((_, i) => references.Select(file => file[i]).ToArray())], options),
            Bleu => TextMetrics.Bleu(generated, [.. references.SelectMany(file => file)], options),
            CorpusBleu => TextMetrics.CorpusBleu(generated, [.. references.SelectMany(file => file)], options),
            "self-bleu" => TextMetrics.SelfBleu(generated, options),
            "distinct" => TextMetrics.Distinct(generated, options),
            "entropy" => TextMetrics.Entropy(generated, options),
            "unique" => [TextMetrics.Unique(generated, options)],
            "novelty" => TextMetrics.Novelty(generated, training, options),
            "ppl-f" => [TextMetrics.ForwardPerplexity(generated, [.. references.SelectMany(file => file)], options)],
            "ppl-r" => [TextMetrics.ReversePerplexity(generated, [.. references.SelectMany(file => file)], options)],
            _ => throw new InvalidOperationException($"{Name} is not computed from the lines alone"),
        };
}
