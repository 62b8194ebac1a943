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

/// <summary><c>seqgan evaluate</c>: scores of a file of lines against references, of a run's checkpoints, of the images of a run, or of PNG files against others.</summary>
internal static class EvaluateCommand
{
    static readonly Argument<string> _subject = new("generated") { Description = "A file of generated lines, the directory of a run, or a PNG file or a folder of them." };
    static readonly Option<long> _samples = Numbers.Whole("--samples", "Lines that each checkpoint of a run writes; 0: the run's evaluation-samples.", 0);
    static readonly Option<bool> _sweep = new("--sweep") { Description = "For a run on text: quality against diversity over temperatures, for each policy beside maximum likelihood." };
    static readonly Option<bool> _json = new("--json") { Description = "Scores as JSON." };
    static readonly Option<bool> _csv = new("--csv") { Description = "Scores as CSV." };

    public static Command Create()
    {
        var command = new Command("evaluate", "Scores generated lines, the checkpoints of a run, its images, or PNG files.") { _subject };
        foreach (var option in (Option[])[.. LineEvaluation.Options, _samples, _sweep, _json, _csv, .. ImageEvaluation.Options]) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_json) && parsed.GetValue(_csv)) throw new InvalidInputException("--json and --csv are given; choose one");
        var subject = parsed.GetRequiredValue(_subject);
        if (parsed.GetValue(_sweep)) return Sweep(parsed, subject);
        var scores = SimilarityEvaluation.IsFor(parsed, subject) ? OfImageFiles(parsed, subject) : Directory.Exists(subject) ? OfRun(parsed, subject) : OfFile(parsed, subject);
        var report = new ScoreReport(scores);
        using var results = Results.Open();
        if (parsed.GetValue(_csv)) results.Write(report.ToCsv());
        else results.WriteLine(parsed.GetValue(_json) ? report.ToJson() : report.ToTable());
        return 0;
    }

    static int Sweep(ParseResult parsed, string directory)
    {
        parsed.Refuse([.. LineEvaluation.Options, _json, _csv, .. ImageEvaluation.Options], "does not go with --sweep; leave it out");
        var run = RunDirectory.Open(directory);
        if (ImageGans.IsIn(run) || ImageClassifier.IsIn(run)) throw new InvalidInputException($"--sweep is for a run on text, and {directory} is of images; leave it out");
        var experiment = TextExperiment.Of(run);
        experiment.UseThreads();
        using var results = Results.Open();
        SweepEvaluation.Write(run, experiment, Samples(parsed, experiment), results);
        return 0;
    }

    static int Samples(ParseResult parsed, TextExperiment experiment)
    {
        var samples = parsed.GetValue(_samples) is not 0 and var given ? given : experiment.Game.EvaluationSamples;
        return samples is >= 2 and <= SeqGanOptions.MaximumSamples ? (int)samples : throw new InvalidInputException(Invariant($"--samples is {samples}; give 2 to {SeqGanOptions.MaximumSamples}"));
    }

    static IReadOnlyList<Score> OfImageFiles(ParseResult parsed, string path)
    {
        parsed.Refuse([.. LineEvaluation.Options.Except([LineEvaluation.Reference, LineEvaluation.Metric]), _samples, .. ImageEvaluation.Options], $"is not for image files, and {Line.Of(path)} is such; leave it out");
        return SimilarityEvaluation.Scores(parsed, path);
    }

    static IReadOnlyList<Score> OfFile(ParseResult parsed, string path)
    {
        parsed.Refuse([_samples], "is for a run; leave it out");
        parsed.Refuse(ImageEvaluation.Options, $"is for the run of an image GAN, and {Line.Of(path)} is none; leave it out");
        return LineEvaluation.Scores(parsed, path);
    }

    static IReadOnlyList<Score> OfRun(ParseResult parsed, string directory)
    {
        parsed.Refuse(LineEvaluation.Options.Except([LineEvaluation.Oracle, LineEvaluation.Metric]), $"is for a file of lines; {directory} is a run, which knows its own data");
        var run = RunDirectory.Open(directory);
        if (ImageClassifier.IsIn(run)) throw new InvalidInputException($"{directory} is a run of a classifier; give it with --classifier, to judge the run of an image GAN");
        var images = ImageGans.IsIn(run);
        parsed.Refuse(images ? [_samples, LineEvaluation.Oracle] : ImageEvaluation.Options, $"is {(images ? "for lines" : "for the run of an image GAN")}, and {directory} makes {(images ? "images" : "lines")}; leave it out");
        if (!images) parsed.Refuse([LineEvaluation.Metric], $"is for a file of lines; {directory} is a run, which knows its own data");
        return images ? OfImages(parsed, run) : OfText(parsed, run);
    }

    static IReadOnlyList<Score> OfImages(ParseResult parsed, RunDirectory run)
    {
        Experiment.Of(run).UseThreads();
        return ImageEvaluation.Scores(parsed, run, parsed.GetValue(LineEvaluation.Metric));
    }

    static IReadOnlyList<Score> OfText(ParseResult parsed, RunDirectory run)
    {
        var experiment = TextExperiment.Of(run);
        var samples = Samples(parsed, experiment);
        experiment.UseThreads();
        var scores = new List<Score>();
        using var oracle = Oracle.IsIn(run) ? Oracle.Open(run) : null;
        Corpus? corpus = oracle?.Draw(experiment.Oracle);
        // The other phases leave the generator as it was. A run without a closed phase: Open says what there is.
        foreach (var phase in run.Checkpoints.Phases().Where(phase => phase is "mle" or "adversarial").DefaultIfEmpty("mle"))
        {
            using var generator = TextGenerator.Open(run, phase, experiment.TorchDevice());
            var own = Human.Wait($"scoring {phase}", () => Scores(generator, corpus ??= experiment.ReadCorpus(run, generator.Codec), oracle, samples, experiment.Game.Seed));
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
}
