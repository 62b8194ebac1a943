using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Text;
using SeqGan.Text.Filters;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan generate</c>: lines of a trained generator, on standard output as they come.</summary>
internal static class GenerateCommand
{
    // The rules give up on a generator that does not obey them: after this many draws for each line wanted.
    const int DrawsPerLine = 20, Lines = 1000;

    static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Argument<string> _run = new("run") { Description = "The run's directory." };
    static readonly Option<int?> _count = Numbers.Whole("-n", Invariant($"How many. Default: {Lines} lines, or 64 images."), "--count");
    static readonly Option<double> _temperature = Numbers.Real("--temperature", "Below 1 plays safe, above 1 is bolder.", 1);
    static readonly Option<long> _seed = Numbers.Whole("--seed", "Another seed gives other lines.", 0);
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Lines of text, JSON objects, or ids.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "jsonl", "ids");
    static readonly Option<string> _phase = new Option<string>("--phase") { Description = "The generator as it was at the end of this phase. Default: the newest." }.AcceptOnlyFromAmong("mle", "adversarial");
    static readonly Option<int?> _step = Numbers.Whole("--step", "The generator as it was after this step of the run, where a checkpoint of it was kept.");
    static readonly Option<int?> _maxDraws = Numbers.Whole("--max-draws", Invariant($"Draws after which it is over, however few lines have passed. Default: {DrawsPerLine} for each line wanted."));
    static readonly Option<string> _report = new("--report") { Description = "Write how many lines each rule refused to this file too, as JSON.", HelpName = "FILE" };

    // What only lines have.
    static readonly Option[] _text = [_temperature, _format, _phase, .. FilterOptions.All, _maxDraws, _report];

    public static Command Create()
    {
        var command = new Command("generate", "Writes lines, or images, with a trained generator.") { _run, _count, _seed, _step };
        foreach (var option in _text.Concat(ImageGeneration.Options)) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_count) is < 0 and var few) throw new InvalidInputException(Invariant($"-n is {few}; give 0 or more"));
        if (parsed.GetValue(_temperature) is var temperature && temperature is not (>= TextGenerator.MinTemperature and <= TextGenerator.MaxTemperature)) throw new InvalidInputException($"--temperature is {temperature.ToString(CultureInfo.InvariantCulture)}; give a number from 0.000001, which takes the likeliest, to 1000000");
        var run = RunDirectory.Open(parsed.GetRequiredValue(_run));
        if (ImageClassifier.IsIn(run)) throw new InvalidInputException($"{Human.Short(run.Path)} is a run of a classifier, which makes nothing; give the run of a GAN");
        Compute.Threads.Use();
        var images = ImageGans.IsIn(run);
        parsed.Refuse(images ? _text : ImageGeneration.Options, $"is for {(images ? "lines" : "images")}, and {Human.Short(run.Path)} makes {(images ? "images" : "lines")}; leave it out");
        return images
            ? ImageGeneration.Run(parsed, run, parsed.GetValue(_count), parsed.GetValue(_seed), parsed.GetValue(_step))
            : WriteLines(parsed, run, parsed.GetValue(_count) ?? Lines);
    }

    static int WriteLines(ParseResult parsed, RunDirectory run, int count)
    {
        var rules = FilterOptions.Of(parsed);
        var filtered = rules != new CandidateFilterOptions();
        var (draws, report) = (Draws(parsed, filtered ? (long)count * DrawsPerLine : count), ReportFile(parsed));
        using var generator = TextGenerator.Open(run, parsed.GetValue(_phase), step: parsed.GetValue(_step));
        using var judge = rules.NeedsVerdicts ? Judge(run) : null;
        var filter = Open(rules, run, generator, judge);

        using var interruption = new Interruption();
        var drawn = generator.GenerateIds(draws, parsed.GetValue(_temperature), parsed.GetValue(_seed)).TakeWhile(_ => !interruption.Token.IsCancellationRequested);
        Write(filter, drawn, count, Formatter(parsed.GetValue(_format)!));

        if (report is not null) AtomicFile.WriteText(report, filter.Report.ToJson() + "\n");
        if (filtered) FilterSummary.Say(filter.Report);
        if (interruption.ExitCode != 0) Human.Say(Invariant($"seqgan: interrupted after {filter.Report.Passed} lines"));
        else if (filter.Report.Passed < count) FilterSummary.SayTooFew(filter.Report, count);
        return interruption.ExitCode;
    }

    // What the rules need, and no more.
    static CandidateFilter Open(CandidateFilterOptions rules, RunDirectory run, TextGenerator generator, TextDiscriminator? judge)
    {
        Func<IReadOnlyList<int[]>, double[]>? verdicts = judge is null ? null : lines => judge.Verdicts([.. lines.Select(generator.WithEnd)]);
        return rules.NeedsTraining
            ? Human.Wait("reading the training text", () => new CandidateFilter(rules, generator.Codec, TextExperiment.CorpusOf(run, generator.Codec).Train, verdicts))
            : new CandidateFilter(rules, generator.Codec, verdicts: verdicts);
    }

    // The newest one, whatever the generator's phase: after maximum likelihood the discriminator has not learned anything yet.
    static TextDiscriminator Judge(RunDirectory run) => run.Checkpoints.Phases().Any(phase => phase != "mle")
        ? TextDiscriminator.Open(run)
        : throw new InvalidInputException($"--min-verdict: {Human.Short(run.Path)} has finished no phase that trains its discriminator; train on, or leave it out");

    static void Write(CandidateFilter filter, IEnumerable<int[]> drawn, int count, Func<Candidate, string> format)
    {
        using var results = Results.Open();
        LineProgress.Show(count, () => filter.Report, step =>
        {
            foreach (var line in filter.Filter(Watched(drawn, step)).Take(count)) results.WriteLine(format(line));
        });
    }

    // Even while every line is refused.
    static IEnumerable<int[]> Watched(IEnumerable<int[]> drawn, Action step)
    {
        foreach (var ids in drawn)
        {
            step();
            yield return ids;
        }
    }

    static int Draws(ParseResult parsed, long otherwise) => parsed.GetValue(_maxDraws) switch
    {
        < 1 and var few => throw new InvalidInputException(Invariant($"--max-draws is {few}; give 1 or more")),
        { } draws => draws,
        null => (int)Math.Min(int.MaxValue, otherwise),
    };

    // A report that cannot be written is better known before a million lines than after them.
    static string? ReportFile(ParseResult parsed)
    {
        var file = parsed.GetValue(_report);
        if (file is "") throw new InvalidInputException("--report names no file; give one");
        if (file is null || (!Directory.Exists(file) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))) return file;
        throw new InvalidInputException($"--report: {Line.Of(file)} is a folder, or lies in one that is not there; give a file in a folder that is");
    }

    static Func<Candidate, string> Formatter(string format) => format switch
    {
        "ids" => line => string.Join(' ', line.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture))),
        "jsonl" => line => line.Verdict is { } verdict ? JsonSerializer.Serialize(new { text = line.Text, verdict }, _json) : JsonSerializer.Serialize(new { text = line.Text }, _json),
        _ => line => line.Text,
    };
}
