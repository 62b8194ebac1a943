using SeqGan.Cli.Config;
using SeqGan.Images.Classification;
using SeqGan.Training;

namespace SeqGan.Cli.Jobs;

/// <summary>A classifier of images, from the labelled images to its accuracy.</summary>
internal sealed class ClassifierJob : Job
{
    readonly ClassifierExperiment _experiment;
    readonly ClassifierGame _game;

    public ClassifierJob(ClassifierExperiment experiment)
    {
        _experiment = experiment;
        var sets = ImageData.Read(experiment.Options.Data, experiment.Images);
        _game = Build(Source, () => new ClassifierGame(sets, experiment.Game, experiment.TorchDevice()));
    }

    public override string Source => ImageData.Name(_experiment.Options.Data);

    public override IGame Game => _game;

    public override string Next(string run) => $"seqgan evaluate RUN --classifier {run}, for the run of an image GAN";

    public override void Report(RunDirectory run, TextWriter results) => ImageJob.WriteScores(run, results);

    public override void Dispose() => _game.Dispose();
}
