using SeqGan.Cli.Jobs;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Training;

namespace SeqGan.Cli.Config;

/// <summary>A GAN on images.</summary>
internal sealed record ImageExperiment(ExperimentOptions Options, ImageSetOptions Images, ImageGanOptions Game, TrainerOptions Trainer) : Experiment(Options, Trainer)
{
    /// <summary>The records with their defaults.</summary>
    public static IReadOnlyList<object> Defaults { get; } = [new ExperimentOptions(), new ImageSetOptions(), new ImageGanOptions(), new TrainerOptions()];

    protected override IReadOnlyList<object> Records => [Options, Images, Game, Trainer];

    /// <summary>What the settings say.</summary>
    public static ImageExperiment Of(Settings settings, ExperimentOptions options) =>
        new(options, Binder.Bind<ImageSetOptions>(settings), Binder.Bind<ImageGanOptions>(settings), Binder.Bind<TrainerOptions>(settings));

    protected override Experiment Located(Settings settings, string folder)
    {
        var located = this with { Options = Options with { Data = ImageData.Locate(settings, Options.Data, folder) } };
        Validate(settings, located.Options.Validate, located.Images.Validate, located.Game.Validate, located.Trainer.Validate);
        return located;
    }

    public override Job Prepare() => new ImageJob(this);
}
