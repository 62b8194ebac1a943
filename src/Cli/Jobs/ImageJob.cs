using SeqGan.Cli.Config;
using SeqGan.Images;
using SeqGan.Training;

namespace SeqGan.Cli.Jobs;

/// <summary>An image GAN, from the images to the last grid of samples.</summary>
internal sealed class ImageJob : Job
{
    readonly ImageExperiment _experiment;
    readonly ImageGame _game;

    public ImageJob(ImageExperiment experiment)
    {
        _experiment = experiment;
        var sets = ImageData.Read(experiment.Options.Data, experiment.Images);
        _game = Build(Source, () => ImageGans.Create(experiment.Options.Gan, sets, experiment.Game, experiment.TorchDevice()));
    }

    public override string Source => ImageData.Name(_experiment.Options.Data);

    public override IGame Game => _game;

    public override string Next(string run) => $"seqgan generate {run} --out images.png; its samples/ show how it went";

    public override void Report(RunDirectory run, TextWriter results) => WriteScores(run, results);

    /// <summary>The last evaluation's scores, a line each.</summary>
    public static void WriteScores(RunDirectory run, TextWriter results)
    {
        if (run.Evaluations is [.., var last])
            foreach (var (name, value) in last.Scores) results.WriteLine(Invariant($"{name}  {value:F4}"));
    }

    public override void Dispose() => _game.Dispose();
}
