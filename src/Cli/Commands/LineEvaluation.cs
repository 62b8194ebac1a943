using System.CommandLine;
using System.Globalization;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Eval;
using SeqGan.Reports;
using SeqGan.Text;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c> for a file of lines: against references, against each other, under an oracle.</summary>
internal static class LineEvaluation
{
    const int HighestOrder = 20;

    static readonly Option<string> _training = new("--training") { Description = "The file of lines that were learned from: what was copied from them?", HelpName = "FILE" };
    static readonly Option<string> _orders = new("--orders") { Description = "The orders of BLEU and of distinct-n.", HelpName = "N,...", DefaultValueFactory = _ => "2,3,4" };
    static readonly Option<string> _weights = new("--weights") { Description = "BLEU's weights of 1-grams, 2-grams and so on, such as 0.4,0.3,0.2,0.1: one BLEU of so many orders. Default: equal weights, for each of the orders.", HelpName = "W,..." };
    static readonly Option<string> _smoothing = new Option<string>("--smoothing") { Description = "What BLEU does with n-grams that match too seldom, as nltk's method0 to method7.", DefaultValueFactory = _ => "method1" }
        .AcceptOnlyFromAmong([.. Enum.GetNames<BleuSmoothing>().Select(name => name.ToLowerInvariant())]);
    static readonly Option<string> _tokenizer = new Option<string>("--tokenizer") { Description = "What splits lines into tokens.", DefaultValueFactory = _ => "word" }.AcceptOnlyFromAmong([.. Tokenizers.Names]);
    static readonly Option<bool> _lowercase = new("--lowercase") { Description = "Lower-case both sides first." };
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Whether the lines are text or ids.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "ids");

    /// <summary>What to compare with; images are compared with images.</summary>
    public static Option<string[]> Reference { get; } = new("--reference") { Description = "The file to compare with: every line with all of its lines, or one by one with --paired. May be given several times. For images a PNG file, or a folder with files of the same names.", HelpName = "PATH" };

    /// <summary>Line by line instead of pooled.</summary>
    public static Option<bool> Paired { get; } = new("--paired") { Description = "Line i answers line i of each reference (the translation convention)." };

    /// <summary>Names of metrics: <see cref="TextMetric"/>, or those of images.</summary>
    public static Option<string> Metric { get; } = new("--metric") { Description = $"Which metrics: {string.Join(", ", TextMetric.All.Select(metric => metric.Name))}; of image runs {string.Join(", ", ImageMetric.All.Select(metric => metric.Name))}; of PNG files {string.Join(", ", SimilarityReport.Metrics.Select(metric => metric.Name))}. Default: bleu, self-bleu and distinct, and novelty with --training; with --oracle and no reference nll-oracle; of image runs without --classifier {ImageEvaluation.Default}, else all that apply.", HelpName = "NAME,..." };

    /// <summary>The folder of an oracle, which can judge lines of ids.</summary>
    public static Option<string> Oracle { get; } = new("--oracle") { Description = "With --format ids: the folder of an oracle (.npy arrays), which scores the lines.", HelpName = "DIR" };

    public static IReadOnlyList<Option> Options { get; } = [Reference, _training, Paired, Metric, _orders, _weights, _smoothing, Oracle, _tokenizer, _lowercase, _format, .. EvaluatedTexts.Options, .. TranslationEvaluation.Options];

    /// <summary>The scores of each file, under the name it goes by beside the others.</summary>
    /// <exception cref="InvalidInputException">A file cannot be used, or the options do not fit each other.</exception>
    public static IReadOnlyList<(string System, IReadOnlyList<Score> Scores)> Scores(ParseResult parsed, IReadOnlyList<string> paths)
    {
        var (references, training, folder, paired) = (parsed.GetValue(Reference) ?? [], parsed.GetValue(_training), parsed.GetValue(Oracle), parsed.GetValue(Paired));
        var metrics = parsed.GetValue(Metric) is { } names ? TextMetric.Parse(names, paired)
            : [.. TextMetric.All.Where(metric => metric.Name == TextMetric.NllOracle ? folder is not null : metric.Remembers ? training is not null : metric.Usual && (folder is null || references.Length > 0))];
        Check(parsed, metrics, references);
        EvaluatedTexts.RequireOneInput(parsed, [.. paths, .. references, training ?? ""]);
        var options = new TextMetricsOptions
        {
            Orders = Orders(parsed.GetValue(_orders)!),
            Weights = parsed.GetValue(_weights) is { } weights ? Weights(weights) : null,
            Smoothing = Enum.Parse<BleuSmoothing>(parsed.GetValue(_smoothing)!, ignoreCase: true),
            Lowercase = parsed.GetValue(_lowercase),
        };
        if (options.Smoothing == BleuSmoothing.Method6 && (options.Weights?.Count ?? options.Orders.Min()) < 3 && metrics.Any(metric => metric.Smooths))
            throw new InvalidInputException("--smoothing method6 starts from 3-grams; give orders from 3 on, such as --orders 3,4");
        var files = new LineFiles(paths, references, training, paired, new EvaluatedTexts(parsed));
        if (parsed.GetValue(_format) == "text")
        {
            var (splitter, pool) = (Tokenizers.Create(parsed.GetValue(_tokenizer)!, options.Lowercase), new TokenPool());
            var translations = metrics.Any(metric => metric.Translates) ? paths.ToDictionary(path => path, path => TranslationEvaluation.Open(parsed, files.Texts, path, references, options.Lowercase)) : null;
            return Scores(files, metrics, line => splitter.Split(line).Select(pool.Share).ToArray(), options with { Tokenizer = splitter.Name }, (metric, path, _) => translations![path](metric));
        }
        using var oracle = folder is null ? null : Text.Oracle.Load(folder);
        var ids = TextCodec.Ids(oracle?.Vocabulary ?? int.MaxValue);
        return Scores(files, metrics, ids.Encode, options with { Tokenizer = "ids" }, (_, _, lines) => OracleReport.NllOracle(oracle!, lines));
    }

    static void Check(ParseResult parsed, IReadOnlyList<TextMetric> metrics, string[] references)
    {
        var (oracle, translates) = (parsed.GetValue(Oracle), metrics.FirstOrDefault(metric => metric.Translates));
        if (oracle is null && metrics.Any(metric => metric.Name == TextMetric.NllOracle))
            throw new InvalidInputException("nll-oracle needs an oracle; give its folder with --oracle");
        if (oracle is not null && parsed.GetValue(_format) != "ids") throw new InvalidInputException("--oracle scores ids; add --format ids");
        if (references is [] && metrics.FirstOrDefault(metric => metric is { Compares: true, Smooths: false }) is { } comparing)
            throw new InvalidInputException($"{comparing.Name} needs references; give a file with --reference");
        if (references is [] && (parsed.GetValue(Paired) || metrics.Any(metric => metric.Compares)))
            throw new InvalidInputException("BLEU needs references; give a file with --reference, or choose --metric self-bleu,distinct");
        if (metrics.Any(metric => metric.Remembers) != (parsed.GetValue(_training) is not null))
            throw new InvalidInputException(parsed.GetValue(_training) is null ? "novelty needs the training lines; give their file with --training" : "--training is for novelty; add it to --metric, or leave it out");
        if (parsed.GetValue(_format) == "ids")
        {
            if (translates is not null) throw new InvalidInputException($"{translates.Name} reads text; leave it out with --format ids");
            parsed.Refuse([_tokenizer, _lowercase], "is for text; leave it out with --format ids");
        }
        if (metrics.All(metric => metric.Translates)) parsed.Refuse([_tokenizer], "is for other metrics than sacrebleu and chrf; leave it out");
        if (metrics.All(metric => !metric.Smooths)) parsed.Refuse([_weights, _smoothing], "is for bleu, corpus-bleu and self-bleu; leave it out");
        if (metrics.All(metric => !metric.Counts)) parsed.Refuse([_orders], "is for metrics that count n-grams, such as bleu and distinct; leave it out");
        if (metrics.All(metric => metric.Name != TextMetric.SacreBleu)) parsed.Refuse(TranslationEvaluation.Options, "is for --metric sacrebleu; leave it out");
    }

    /// <exception cref="InvalidInputException">A reference has not as many lines as it answers.</exception>
    public static void RequireAsMany(string path, int lines, string reference, int references)
    {
        if (lines != references) throw new InvalidInputException(Invariant($"{path} has {lines} lines and {reference} has {references}; line i answers line i here, so give as many"));
    }

    static int[] Orders(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] orders = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0).Distinct()];
        if (orders.Any(order => order is < 1 or > HighestOrder)) throw new InvalidInputException(Invariant($"--orders: '{Line.Of(text)}' is no list of whole numbers from 1 to {HighestOrder}, such as 2,3,4,5"));
        return orders;
    }

    static double[] Weights(string text)
    {
        double[] weights = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : -1)];
        if (weights.Length > HighestOrder || weights.Any(weight => !double.IsFinite(weight) || weight < 0) || weights.Sum() == 0)
            throw new InvalidInputException($"--weights: '{Line.Of(text)}' is no list of at most {HighestOrder} numbers of 0 or more, such as 0.4,0.3,0.2,0.1");
        return weights;
    }

    // What a metric cannot say from the tokens alone, `other` does.
    static IReadOnlyList<(string System, IReadOnlyList<Score> Scores)> Scores<T>(
        LineFiles files, IReadOnlyList<TextMetric> metrics, Func<string, T[]> split, TextMetricsOptions options, Func<string, string, IReadOnlyList<T[]>, Score> other)
        where T : notnull
    {
        var (names, systems) = (files.Names, files.Paths.Select(path => files.Lines(path, split)).ToArray());
        IReadOnlyList<T[]>[] references = [.. files.References.Select(reference => files.Lines(reference, split))]; // [file][line]
        var training = files.Training is null ? [] : files.Lines(files.Training, split, keepBlank: false);
        foreach (var (lines, path) in files.Paired ? systems.Zip(files.Paths) : [])
            foreach (var (reference, file) in references.Zip(files.References)) RequireAsMany(path, lines.Count, file, reference.Count);
        if (metrics.Any(metric => metric.Name == "self-bleu") && systems.Index().FirstOrDefault(system => system.Item.Count == 1) is { Item: not null } single)
            throw new InvalidInputException($"{files.Paths[single.Index]} has one line, and Self-BLEU compares lines with each other; give more of them, or choose --metric bleu,distinct");
        if (systems.Length > 1 && metrics.Any(metric => metric.Models)) // one vocabulary, or their perplexities would not compare
            options = options with { Vocabulary = systems.Concat(references).SelectMany(lines => lines).SelectMany(line => line).Distinct().Count() + 1 };
        return Human.Wait("scoring", () => systems.Select((lines, i) => (names[i], (IReadOnlyList<Score>)[.. metrics.SelectMany(metric =>
            metric.Translates || metric.Name == TextMetric.NllOracle ? [other(metric.Name, files.Paths[i], lines)] : metric.Of(lines, references, training, files.Paired, options))])).ToArray());
    }
}
