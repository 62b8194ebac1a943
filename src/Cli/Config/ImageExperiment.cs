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
        Validate(settings, located.Options.Validate, located.Images.Validate, () => ImageGans.Validate(Options.Gan, located.Game), located.Trainer.Validate);
        return located;
    }

    public override Job Prepare() => new ImageJob(this);

    /// <summary>The images of which a run has learned, or others in their stead.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where the others are; null: none.</param>
    /// <exception cref="InvalidInputException">They are not there any more, not usable, or not those of the run.</exception>
    public static ImageSets ImagesOf(RunDirectory run, string? data = null)
    {
        var experiment = Experiment.Of(run, data) as ImageExperiment ?? throw new InvalidInputException($"{run.Path} is no run of an image GAN");
        var sets = ImageData.Read(experiment.Options.Data, experiment.Images);
        if (data is null) TextExperiment.RequireTrainedOn(run, sets.Provenance, experiment.Options.Data);
        return sets;
    }
}
