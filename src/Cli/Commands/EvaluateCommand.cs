using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c>: scores of a file of lines against references, of a run's checkpoints, or of the images of a run.</summary>
internal static class EvaluateCommand
{
    static readonly Argument<string> _subject = new("generated") { Description = "A file of generated lines, or the directory of a run." };
    static readonly Option<string> _reference = new("--reference") { Description = "The file to compare with: every line with all of its lines, or one by one with --paired.", HelpName = "FILE" };
    static readonly Option<bool> _paired = new("--paired") { Description = "Line i answers line i of the reference (the translation convention)." };
    static readonly Option<string> _metric = new("--metric") { Description = "Which metrics: bleu, self-bleu, distinct, nll-oracle. Default: all that the other options allow.", HelpName = "NAME,..." };
    static readonly Option<string> _oracle = new("--oracle") { Description = "With --format ids: the folder of an oracle (.npy arrays), which scores the lines.", HelpName = "DIR" };
    static readonly Option<string> _tokenizer = new Option<string>("--tokenizer") { Description = "What splits lines into tokens.", DefaultValueFactory = _ => "word" }.AcceptOnlyFromAmong([.. Tokenizers.Names]);
    static readonly Option<bool> _lowercase = new("--lowercase") { Description = "Lower-case both sides first." };
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Whether the lines are text or ids.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "ids");
    static readonly Option<long> _samples = Numbers.Whole("--samples", "Lines that each checkpoint of a run writes; 0: the run's evaluation-samples.", 0);
    static readonly Option<bool> _json = new("--json") { Description = "Scores as JSON." };
    static readonly Option<bool> _csv = new("--csv") { Description = "Scores as CSV." };

    public static Command Create()
    {
        var command = new Command("evaluate", "Scores generated lines, the checkpoints of a run, or its images.")
        {
            _subject, _reference, _paired, _metric, _oracle, _tokenizer, _lowercase, _format, _samples, _json, _csv,
        };
        foreach (var option in ImageEvaluation.Options) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_json) && parsed.GetValue(_csv)) throw new InvalidInputException("--json and --csv are given; choose one");
        var subject = parsed.GetRequiredValue(_subject);
        var scores = Directory.Exists(subject) ? OfRun(parsed, subject) : OfFile(parsed, subject);
        var report = new ScoreReport(scores);
        using var results = Results.Open();
        if (parsed.GetValue(_csv)) results.Write(report.ToCsv());
        else results.WriteLine(parsed.GetValue(_json) ? report.ToJson() : report.ToTable());
        return 0;
    }

    static IReadOnlyList<Score> OfFile(ParseResult parsed, string path)
    {
        Refuse(parsed, _samples, "is for a run; leave it out");
        foreach (var option in ImageEvaluation.Options) Refuse(parsed, option, $"is for the run of an image GAN, and {Line.Of(path)} is none; leave it out");
        var (reference, folder) = (parsed.GetValue(_reference), parsed.GetValue(_oracle));
        var metrics = parsed.GetValue(_metric) is { } names ? TextMetric.Parse(names)
            : [.. TextMetric.All.Where(metric => metric.Name == TextMetric.NllOracle ? folder is not null : folder is null || reference is not null)];
        if (folder is null && metrics.Any(metric => metric.Name == TextMetric.NllOracle))
            throw new InvalidInputException("nll-oracle needs an oracle; give its folder with --oracle");
        if (folder is not null && parsed.GetValue(_format) != "ids") throw new InvalidInputException("--oracle scores ids; add --format ids");
        if (reference is null && (parsed.GetValue(_paired) || metrics.Any(metric => metric.Name == "bleu")))
            throw new InvalidInputException("BLEU needs references; give a file with --reference, or choose --metric self-bleu,distinct");
        var (tokenizer, lowercase) = (parsed.GetValue(_tokenizer)!, parsed.GetValue(_lowercase));
        if (parsed.GetValue(_format) == "text")
        {
            var splitter = Tokenizers.Create(tokenizer, lowercase);
            return Scores(parsed, path, reference, metrics, line => splitter.Split(line).ToArray(), new TextMetricsOptions { Tokenizer = tokenizer, Lowercase = lowercase });
        }
        foreach (var option in new Option[] { _tokenizer, _lowercase }) Refuse(parsed, option, "is for text; leave it out with --format ids");
        using var oracle = folder is null ? null : Oracle.Load(folder);
        var ids = TextCodec.Ids(oracle?.Vocabulary ?? int.MaxValue);
        return Scores(parsed, path, reference, metrics, ids.Encode, new TextMetricsOptions { Tokenizer = "ids" }, lines => OracleReport.NllOracle(oracle!, lines));
    }

    static IReadOnlyList<Score> Scores<T>(
        ParseResult parsed, string path, string? reference, IReadOnlyList<TextMetric> metrics, Func<string, T[]> split, TextMetricsOptions options, Func<IReadOnlyList<T[]>, Score>? nllOracle = null)
        where T : notnull
    {
        var paired = parsed.GetValue(_paired);
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

    static IReadOnlyList<Score> OfRun(ParseResult parsed, string directory)
    {
        foreach (var option in new Option[] { _reference, _paired, _metric, _tokenizer, _lowercase, _format })
            Refuse(parsed, option, $"is for a file of lines; {directory} is a run, which knows its own data");
        var run = RunDirectory.Open(directory);
        if (ImageClassifier.IsIn(run)) throw new InvalidInputException($"{directory} is a run of a classifier; give it with --classifier, to judge the run of an image GAN");
        var images = ImageGans.IsIn(run);
        foreach (var option in images ? [_samples, _oracle] : ImageEvaluation.Options) Refuse(parsed, option, $"is {(images ? "for lines" : "for the run of an image GAN")}, and {directory} makes {(images ? "images" : "lines")}; leave it out");
        return images ? OfImages(parsed, run) : OfText(parsed, run);
    }

    static IReadOnlyList<Score> OfImages(ParseResult parsed, RunDirectory run)
    {
        Compute.Threads.Use(Experiment.Of(run).Options is { Threads: > 0 and var threads } ? threads : null);
        return ImageEvaluation.Scores(parsed, run);
    }

    static IReadOnlyList<Score> OfText(ParseResult parsed, RunDirectory run)
    {
        var experiment = TextExperiment.Of(run);
        var samples = parsed.GetValue(_samples) is not 0 and var given ? given : experiment.Game.EvaluationSamples;
        if (samples is < 2 or > SeqGanOptions.MaximumSamples) throw new InvalidInputException(Invariant($"--samples is {samples}; give 2 to {SeqGanOptions.MaximumSamples}"));
        Compute.Threads.Use(experiment.Options.Threads == 0 ? null : experiment.Options.Threads);
        var scores = new List<Score>();
        using var oracle = Oracle.IsIn(run) ? Oracle.Open(run) : null;
        Corpus? corpus = oracle?.Draw(experiment.Oracle);
        // The other phases leave the generator as it was. A run without a closed phase: Open says what there is.
        foreach (var phase in run.Checkpoints.Phases().Where(phase => phase is "mle" or "adversarial").DefaultIfEmpty("mle"))
        {
            using var generator = TextGenerator.Open(run, phase, experiment.TorchDevice());
            var own = Human.Wait($"scoring {phase}", () => Scores(generator, corpus ??= experiment.ReadCorpus(run, generator.Codec), oracle, (int)samples, experiment.Game.Seed));
            scores.AddRange(own.Select(score => score with { Name = $"{phase}/{score.Name}" }));
        }
        if (oracle is null && BigramBaseline.Score(corpus!) is { } bigram) scores.Add(bigram);
        return scores;
    }

    static IReadOnlyList<Score> Scores(TextGenerator generator, Corpus corpus, Oracle? oracle, int samples, long seed)
    {
        int[][] written = [.. generator.GenerateIds(samples, seed: seed)];
        return oracle is null ? TextReport.Scores(generator, corpus, written) : OracleReport.Scores(oracle, corpus, generator.Policy, written);
    }

    static void Refuse(ParseResult parsed, Option option, string why)
    {
        if (parsed.GetResult(option) is { Implicit: false }) throw new InvalidInputException($"{option.Name} {why}");
    }
}
