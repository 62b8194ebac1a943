using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Data;
using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Jobs;

/// <summary>SeqGAN, from the corpus to the table of scores.</summary>
internal sealed class TextJob : Job
{
    readonly TextExperiment _experiment;
    readonly Oracle? _oracle;
    readonly Corpus _corpus;
    readonly SeqGanGame _game;

    public TextJob(TextExperiment experiment)
    {
        _experiment = experiment;
        _oracle = experiment.Text.Source == Config.Source.Oracle ? Oracle.Create(experiment.Oracle) : null;
        _corpus = Human.Wait($"reading the corpus: {Source}", () => _oracle?.Draw(experiment.Oracle) ?? experiment.ReadCorpus());
        _game = Build(Source, () => new SeqGanGame(_corpus, experiment.Game, experiment.TorchDevice(), _oracle));
    }

    public override string Source => _oracle is null ? Human.Short(_experiment.Options.Data) : "drawn from the oracle";

    public override IGame Game => _game;

    public override string Next(string run) => $"seqgan generate {run} -n 20";

    public override void Report(RunDirectory run, TextWriter results)
    {
        TrainingSummary.Write(run, results, _oracle is null ? BigramBaseline.Of(_corpus) : null);
        if (LearningCurves.Draw(run) is { } curves) run.WriteText("curves.svg", curves);
        if (_oracle is null) return;
        var frontier = Human.Wait("measuring quality against diversity", () => OracleFrontier.Measure(run, _oracle, _corpus, _experiment.Game.EvaluationSamples, _experiment.Game.Seed));
        results.WriteLine();
        FrontierFiles.Write(run, frontier, results);
    }

    public override void Dispose()
    {
        _game.Dispose();
        _oracle?.Dispose();
    }
}
