using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan report</c>: a run on text as a document, with what was shown and what was not.</summary>
internal static class ReportCommand
{
    static readonly Argument<string> _run = new("run") { Description = "The directory of a run on text." };
    static readonly Option<string> _out = new("--out") { Description = "The folder for report.md and its drawings. Default: the run.", HelpName = "DIR" };
    static readonly Option<string> _title = new("--title") { Description = "The report's heading. Default: the name of the run.", HelpName = "TEXT" };

    public static Command Create()
    {
        var command = new Command("report", "Writes report.md on a run on text: scores with intervals beside maximum likelihood, temperatures, samples.") { _run, EvaluateCommand.Samples, _out, _title };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var directory = parsed.GetRequiredValue(_run);
        var run = RunDirectory.Open(directory);
        if (ImageGans.IsIn(run) || ImageClassifier.IsIn(run)) throw new InvalidInputException($"report is for runs on text, and {Line.Of(directory)} is of images; see 'seqgan evaluate {Line.Of(directory)}'");
        var experiment = TextExperiment.Of(run);
        var samples = EvaluateCommand.SamplesOf(parsed, experiment);
        experiment.UseThreads();
        var folder = OutFolder.Create(parsed.GetValue(_out), run.Path);
        using var oracle = Oracle.IsIn(run) ? Oracle.Open(run) : null;
        var report = Human.Wait("measuring", () => RunReport.Measure(run, experiment.CorpusOf(run, oracle), oracle, samples, experiment.Game.Seed, experiment.TorchDevice()));
        var name = Path.GetFileName(run.Path);
        foreach (var (file, text) in report.Files(run, parsed.GetValue(_title) ?? $"Report of {name}", Invariant($"seqgan report {name} --samples {samples}"))) AtomicFile.WriteText(Path.Combine(folder, file), text);
        using var results = Results.Open();
        results.WriteLine(report.Scores.ToTable());
        results.WriteLine();
        foreach (var verdict in report.Verdicts) results.WriteLine(verdict);
        Human.Say($"report.md, scores and drawings are in {Human.Short(folder)}");
        return 0;
    }
}
