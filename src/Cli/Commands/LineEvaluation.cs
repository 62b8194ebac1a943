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

    static readonly Option<string> _reference = new("--reference") { Description = "The file to compare with: every line with all of its lines, or one by one with --paired.", HelpName = "FILE" };
    static readonly Option<bool> _paired = new("--paired") { Description = "Line i answers line i of the reference (the translation convention)." };
    static readonly Option<string> _metric = new("--metric") { Description = $"Which metrics: {string.Join(", ", TextMetric.All.Select(metric => metric.Name))}. Default: bleu, self-bleu and distinct; with --oracle and no reference nll-oracle.", HelpName = "NAME,..." };
    static readonly Option<string> _orders = new("--orders") { Description = "The orders of BLEU and of distinct-n.", HelpName = "N,...", DefaultValueFactory = _ => "2,3,4" };
    static readonly Option<string> _smoothing = new Option<string>("--smoothing") { Description = "What BLEU does with n-grams that match too seldom, as nltk's method0 to method7.", DefaultValueFactory = _ => "method1" }
        .AcceptOnlyFromAmong([.. Enum.GetNames<BleuSmoothing>().Select(name => name.ToLowerInvariant())]);
    static readonly Option<string> _tokenizer = new Option<string>("--tokenizer") { Description = "What splits lines into tokens.", DefaultValueFactory = _ => "word" }.AcceptOnlyFromAmong([.. Tokenizers.Names]);
    static readonly Option<bool> _lowercase = new("--lowercase") { Description = "Lower-case both sides first." };
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Whether the lines are text or ids.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "ids");

    /// <summary>The folder of an oracle, which can judge lines of ids.</summary>
    public static Option<string> Oracle { get; } = new("--oracle") { Description = "With --format ids: the folder of an oracle (.npy arrays), which scores the lines.", HelpName = "DIR" };

    public static IReadOnlyList<Option> Options { get; } = [_reference, _paired, _metric, _orders, _smoothing, Oracle, _tokenizer, _lowercase, _format];

    /// <exception cref="InvalidInputException">A file cannot be used, or the options do not fit each other.</exception>
    public static IReadOnlyList<Score> Scores(ParseResult parsed, string path)
    {
        var (reference, folder, paired) = (parsed.GetValue(_reference), parsed.GetValue(Oracle), parsed.GetValue(_paired));
        var metrics = parsed.GetValue(_metric) is { } names ? TextMetric.Parse(names, paired)
            : [.. TextMetric.All.Where(metric => metric.Name == TextMetric.NllOracle ? folder is not null : metric.Usual && (folder is null || reference is not null))];
        if (folder is null && metrics.Any(metric => metric.Name == TextMetric.NllOracle))
            throw new InvalidInputException("nll-oracle needs an oracle; give its folder with --oracle");
        if (folder is not null && parsed.GetValue(_format) != "ids") throw new InvalidInputException("--oracle scores ids; add --format ids");
        if (reference is null && (paired || metrics.Any(metric => metric.Compares)))
            throw new InvalidInputException("BLEU needs references; give a file with --reference, or choose --metric self-bleu,distinct");
        var options = new TextMetricsOptions
        {
            Orders = Orders(parsed.GetValue(_orders)!),
            Smoothing = Enum.Parse<BleuSmoothing>(parsed.GetValue(_smoothing)!, ignoreCase: true),
            Lowercase = parsed.GetValue(_lowercase),
        };
        if (options.Smoothing == BleuSmoothing.Method6 && options.Orders.Min() < 3 && metrics.Any(metric => metric.Smooths))
            throw new InvalidInputException("--smoothing method6 starts from 3-grams; give orders from 3 on, such as --orders 3,4");
        if (parsed.GetValue(_format) == "text")
        {
            var splitter = Tokenizers.Create(parsed.GetValue(_tokenizer)!, options.Lowercase);
            return Scores(path, reference, paired, metrics, line => splitter.Split(line).ToArray(), options with { Tokenizer = splitter.Name });
        }
        foreach (var option in new Option[] { _tokenizer, _lowercase })
        {
            if (parsed.GetResult(option) is { Implicit: false }) throw new InvalidInputException($"{option.Name} is for text; leave it out with --format ids");
        }
        using var oracle = folder is null ? null : Text.Oracle.Load(folder);
        var ids = TextCodec.Ids(oracle?.Vocabulary ?? int.MaxValue);
        return Scores(path, reference, paired, metrics, ids.Encode, options with { Tokenizer = "ids" }, lines => OracleReport.NllOracle(oracle!, lines));
    }

    static int[] Orders(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] orders = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0).Distinct()];
        if (orders.Any(order => order is < 1 or > HighestOrder)) throw new InvalidInputException(Invariant($"--orders: '{Line.Of(text)}' is no list of whole numbers from 1 to {HighestOrder}, such as 2,3,4,5"));
        return orders;
    }

    static IReadOnlyList<Score> Scores<T>(
        string path, string? reference, bool paired, IReadOnlyList<TextMetric> metrics, Func<string, T[]> split, TextMetricsOptions options, Func<IReadOnlyList<T[]>, Score>? nllOracle = null)
        where T : notnull
    {
        var generated = Lines(path, split, keepBlank: paired);
        var references = reference is null ? [] : Lines(reference, split, keepBlank: paired);
        if (paired && generated.Count != references.Count)
            throw new InvalidInputException(Invariant($"{path} has {generated.Count} lines and {reference} has {references.Count}; with --paired line i answers line i, so give as many"));
        if (generated.Count == 1 && metrics.Any(metric => metric.Name == "self-bleu"))
            throw new InvalidInputException($"{path} has one line, and Self-BLEU compares lines with each other; give more of them, or choose --metric bleu,distinct");
        return Human.Wait("scoring", () => metrics.SelectMany(metric =>
            metric.Name == TextMetric.NllOracle ? [nllOracle!(generated)] : metric.Of(generated, references, paired, options)).ToArray());
    }

    static IReadOnlyList<T[]> Lines<T>(string path, Func<string, T[]> split, bool keepBlank)
    {
        var lines = new List<T[]>();
        foreach (var line in TextLines.Read(path, keepBlank))
        {
            try
            {
                lines.Add(split(line));
            }
            catch (InvalidInputException error)
            {
                throw new InvalidInputException(Invariant($"{path}: line {lines.Count + 1}{(keepBlank ? "" : " (without the blank ones)")}: {error.Message}"), error);
            }
        }
        return lines.Count > 0 ? lines : throw new InvalidInputException($"{path} has no line of text; give a file with one text a line");
    }
}
