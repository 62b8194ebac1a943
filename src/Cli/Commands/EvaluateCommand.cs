using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Eval;
using SeqGan.Eval.Statistics;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c>: scores of a file of lines against references, of a run's checkpoints, of the images of a run, or of PNG files against others.</summary>
internal static class EvaluateCommand
{
    static readonly Argument<string[]> _subject = new("generated") { Description = "A file of generated lines (- for standard input), or several to set side by side; the directory of a run; or a PNG file or a folder of them.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<bool> _sweep = new("--sweep") { Description = "For a run on text: quality against diversity over temperatures, for each policy beside maximum likelihood." };
    static readonly Option<bool> _verdicts = new("--verdicts") { Description = "For a run on text: instead, what its discriminator says of training lines, of held-out ones and of the policy's: whether it has learned or knows by heart." };
    static readonly Option<bool> _confidence = new("--confidence") { Description = Invariant($"For a file of lines: 95 % intervals beside the scores that are sums over lines, by the bootstrap with {Bootstrap.Draws} draws. Several files and runs have them anyway.") };
    static readonly Option<bool> _json = new("--json") { Description = "Scores as JSON." };
    static readonly Option<bool> _csv = new("--csv") { Description = "Scores as CSV." };

    /// <summary>Lines of each policy of a run.</summary>
    public static Option<long> Samples { get; } = Numbers.Whole("--samples", "Lines that each policy of a run writes; 0: the run's evaluation-samples.", 0);

    public static Command Create()
    {
        var command = new Command("evaluate", "Scores generated lines, the checkpoints of a run, its images, or PNG files.") { _subject };
        foreach (var option in (Option[])[.. LineEvaluation.Options, Samples, _sweep, _verdicts, _confidence, _json, _csv, .. ImageEvaluation.Options]) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_json) && parsed.GetValue(_csv)) throw new InvalidInputException("--json and --csv are given; choose one");
        var subjects = parsed.GetRequiredValue(_subject);
        var (subject, run) = (subjects[0], subjects.FirstOrDefault(Directory.Exists));
        if (subjects.CountBy(one => one).FirstOrDefault(one => one.Value > 1) is { Key: { } twice }) throw new InvalidInputException($"{Line.Of(twice)} is given twice; give each system once");
        if (subjects.Length > 1 && (parsed.GetValue(_sweep) || run is not null)) throw new InvalidInputException($"{Line.Of(run ?? subject)} is given with others; side by side stand files of lines, and a run is evaluated alone");
        if (parsed.GetValue(_sweep)) return Sweep(parsed, subject);
        if (subjects.Length == 1 && SimilarityEvaluation.IsFor(parsed, subject)) Write(parsed, new ScoreReport(OfImageFiles(parsed, subject)));
        else if (run is null) OfFiles(parsed, subjects);
        else OfRun(parsed, run);
        return 0;
    }

    static void Write(ParseResult parsed, ScoreReport report) => Write(parsed, report.ToTable, report.ToJson, report.ToCsv);

    static void Write(ParseResult parsed, SideBySide systems) => Write(parsed, systems.ToTable, systems.ToJson, systems.ToCsv);

    static void Write(ParseResult parsed, Func<string> table, Func<string> json, Func<string> csv)
    {
        using var results = Results.Open();
        if (parsed.GetValue(_csv)) results.Write(csv());
        else results.WriteLine(parsed.GetValue(_json) ? json() : table());
    }

    static int Sweep(ParseResult parsed, string directory)
    {
        parsed.Refuse([.. LineEvaluation.Options, _verdicts, _confidence, _json, _csv, .. ImageEvaluation.Options], "does not go with --sweep; leave it out");
        var run = RunDirectory.Open(directory);
        if (ImageGans.IsIn(run) || ImageClassifier.IsIn(run)) throw new InvalidInputException($"--sweep is for a run on text, and {directory} is of images; leave it out");
        var experiment = TextExperiment.Of(run);
        experiment.UseThreads();
        using var results = Results.Open();
        SweepEvaluation.Write(run, experiment, SamplesOf(parsed, experiment), results);
        return 0;
    }

    /// <summary>How many, where nobody says it those of the run.</summary>
    /// <exception cref="InvalidInputException">The number is out of range.</exception>
    public static int SamplesOf(ParseResult parsed, TextExperiment experiment)
    {
        var samples = parsed.GetValue(Samples) is not 0 and var given ? given : experiment.Game.EvaluationSamples;
        return samples is >= 2 and <= SeqGanOptions.MaximumSamples ? (int)samples : throw new InvalidInputException(Invariant($"--samples is {samples}; give 2 to {SeqGanOptions.MaximumSamples}"));
    }

    static IReadOnlyList<Score> OfImageFiles(ParseResult parsed, string path)
    {
        parsed.Refuse([.. LineEvaluation.Options.Except([LineEvaluation.Reference, LineEvaluation.Metric]), Samples, _confidence, .. ImageEvaluation.Options], $"is not for image files, and {Line.Of(path)} is such; leave it out");
        return SimilarityEvaluation.Scores(parsed, path);
    }

    static void OfFiles(ParseResult parsed, string[] paths)
    {
        parsed.Refuse([Samples, _verdicts], "is for a run; leave it out");
        parsed.Refuse(ImageEvaluation.Options, $"is for the run of an image GAN, and {Line.Of(paths[0])} is none; leave it out");
        var systems = LineEvaluation.Scores(parsed, paths);
        if (systems is [var (_, alone)]) Write(parsed, new ScoreReport(parsed.GetValue(_confidence) ? Human.Wait("drawing lines again", () => alone.Select(score => score.WithInterval()).ToArray()) : alone));
        else Write(parsed, Human.Wait("comparing", () => new SideBySide([.. systems.Select(one => (one.System, (IReadOnlyList<Score>)[.. one.Scores.Select(score => score.WithInterval())]))])));
    }

    static void OfRun(ParseResult parsed, string directory)
    {
        parsed.Refuse([.. LineEvaluation.Options.Except([LineEvaluation.Metric]), _confidence], $"is for a file of lines; {directory} is a run, which knows its own data");
        var run = RunDirectory.Open(directory);
        if (ImageClassifier.IsIn(run)) throw new InvalidInputException($"{directory} is a run of a classifier; give it with --classifier, to judge the run of an image GAN");
        var images = ImageGans.IsIn(run);
        parsed.Refuse(images ? [Samples, _verdicts] : ImageEvaluation.Options, $"is {(images ? "for lines" : "for the run of an image GAN")}, and {directory} makes {(images ? "images" : "lines")}; leave it out");
        if (!images) parsed.Refuse([LineEvaluation.Metric], $"is for a file of lines; {directory} is a run, which knows its own data");
        if (images) OfImages(parsed, run);
        else OfText(parsed, run);
    }

    static void OfImages(ParseResult parsed, RunDirectory run)
    {
        Experiment.Of(run).UseThreads();
        Write(parsed, new ScoreReport(ImageEvaluation.Scores(parsed, run, parsed.GetValue(LineEvaluation.Metric))));
    }

    static void OfText(ParseResult parsed, RunDirectory run)
    {
        var experiment = TextExperiment.Of(run);
        var samples = SamplesOf(parsed, experiment);
        experiment.UseThreads();
        using var oracle = Oracle.IsIn(run) ? Oracle.Open(run) : null;
        if (!parsed.GetValue(_verdicts))
        {
            Write(parsed, Human.Wait("scoring", () => PolicyScores.Of(run, experiment.CorpusOf(run, oracle), oracle, samples, experiment.Game.Seed, experiment.TorchDevice())));
            return;
        }
        var scores = Human.Wait("judging", () => DiscriminatorReport.Scores(run, experiment.CorpusOf(run, oracle), oracle, samples, experiment.Game.Seed, experiment.TorchDevice()));
        if (scores.Count == 0) throw new InvalidInputException($"{run.Path} has closed no phase in which a discriminator is trained; leave --verdicts out, or go on with the run");
        Write(parsed, new ScoreReport(scores));
    }
}
