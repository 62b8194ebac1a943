using System.CommandLine;
using System.Globalization;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Images.Comparison;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan compare</c>: image GANs under one budget of training time, each with several seeds, by the Frechet distance of what they make.</summary>
internal static class CompareCommand
{
    const int MaximumSeeds = 1000, ClassifierSteps = 1500, Images = 10_000, StepsPerSecond = 5000, MaximumSteps = 5_000_000;
    const double LongestBudget = 7 * 24 * 3600;
    const string Gans = "mm,ns,lsgan,wgan,wgan-gp,dragan,began,vae";

    // What tells the runs of a comparison apart, or is said by an option.
    static readonly string[] _own = ["gan", "loss", "seed", "data", "threads", "evaluate-every", "save-every", "keep", "keep-highest", "keep-lowest"];

    static readonly Option<string> _gans = new("--gans") { Description = $"Which GANs, of {string.Join(", ", Contestant.All.Select(one => one.Name))}. Default: those of {Gans} that there are.", HelpName = "NAME,..." };
    static readonly Option<string> _data = new("--data") { Description = "The images: shapes, or a folder or file of IDX, CIFAR or PNG.", HelpName = "PATH", DefaultValueFactory = _ => ImageSets.Shapes };
    static readonly Option<int?> _seeds = Numbers.Whole("--seeds", "How many seeds each GAN has, from 1. Default: 3.");
    static readonly Option<string> _budget = new("--budget") { Description = "Time of training for each run: 60s, 10m, 1h.", HelpName = "TIME", DefaultValueFactory = _ => "60s" };
    static readonly Option<string> _clock = new Option<string>("--clock") { Description = "What the budget counts: wall, or cpu, the processor's seconds of all threads, from which other processes take nothing away.", DefaultValueFactory = _ => "wall" }.AcceptOnlyFromAmong("wall", "cpu");
    static readonly Option<int?> _images = Numbers.Whole("--images", Invariant($"Images that each generator makes for its distance to the test images. Default: {Images}."));
    static readonly Option<string> _classifier = new("--classifier") { Description = "The run of a classifier in whose features the distance is measured. Default: one is trained first; random features where the data have no classes.", HelpName = "RUN" };
    static readonly Option<string[]> _set = new("--set") { Description = "Settings of all the GANs, such as width=64 net=mlp maximum-images=10000.", HelpName = "key=value", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string> _out = new("--out") { Description = "The folder of the runs and results; what is finished there is not repeated.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("runs", "compare") };
    static readonly Option<string> _threads = new("--threads") { Description = "Threads of native code. Default: the cores that this process may use.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("compare", "Trains image GANs under one budget and compares what they make.") { _gans, _data, _seeds, _budget, _clock, _images, _classifier, _set, _out, _threads };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var contestants = Contestant.Parse(parsed.GetValue(_gans) ?? string.Join(',', Gans.Split(',').Where(name => Contestant.All.Any(one => one.Name == name))));
        var (seeds, images, budget) = (Between(parsed, _seeds, 3, 1, MaximumSeeds), Between(parsed, _images, Images, 2, int.MaxValue), Budget(parsed.GetValue(_budget)!));
        var settings = OwnSettings(parsed);
        var experiments = contestants.Select(one => (one.Name, Experiment: ExperimentOf(one, settings, parsed, budget))).ToArray();
        var first = experiments[0].Experiment;
        var folder = parsed.GetValue(_out)!;
        GanComparison.RequireUsable(folder);

        var threads = first.UseThreads();
        var data = ImageData.Read(first.Options.Data, first.Images);
        foreach (var (name, experiment) in experiments) Create(name, experiment, data, seed: 1).Dispose(); // what does not fit is known before hours of training
        using var interruption = new Interruption();
        try
        {
            using var extractor = Extractor(parsed, first, data, folder, interruption.Token);
            var real = Human.Wait("measuring the real images", () => References.Of(data, extractor.Features));
            var terms = new ComparisonTerms { Data = real.Name, Extractor = extractor.Features.Name, Budget = budget, Clock = parsed.GetValue(_clock) == "cpu" ? BudgetClock.Cpu : BudgetClock.Wall, Images = images, Threads = threads, Machine = Machine.Description, Settings = string.Join(' ', settings.All.Select(one => $"{one.Key}={one.Text}")) };
            var comparison = GanComparison.Open(folder, terms, real.Floor(data, extractor.Features, images));
            var left = (from seed in Enumerable.Range(1, seeds) from one in experiments where !comparison.Runs.Any(run => run.Gan == one.Name && run.Seed == seed) select (one.Name, one.Experiment, Seed: (long)seed)).ToArray();
            if (comparison.Runs.Count > 0) Human.Say(Invariant($"going on with {Human.Short(Path.GetFullPath(folder))}: {comparison.Runs.Count} runs are there"));
            foreach (var (at, (name, experiment, seed)) in left.Index())
            {
                var result = Human.Wait(Invariant($"{name}, seed {seed}: run {at + 1} of {left.Length}"), () => Play(comparison, name, experiment, data, seed, extractor.Features, real, interruption.Token));
                comparison.Add(result);
                Human.Say(Invariant($"{name}, seed {seed}: {(result.Frechet is { } distance ? Invariant($"frechet {distance:F4}") : result.Fault)} after {result.Steps} steps, {(terms.Clock == BudgetClock.Cpu ? result.CpuSeconds : result.Seconds):F1} s ({at + 1} of {left.Length})"));
            }
            using var results = Results.Open();
            results.Write(comparison.ToTable());
            if (comparison.Runs.FirstOrDefault(run => run.Frechet is not null) is { } any) results.WriteLine(any.Signature);
            Human.Say($"the runs, {GanComparison.FileName}, compare.csv and compare.svg are in {Human.Short(Path.GetFullPath(folder))}");
            return 0;
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            Human.Say($"seqgan: interrupted; what is finished stays in {Human.Short(Path.GetFullPath(folder))}; to go on: the same command again");
            return interruption.ExitCode;
        }
    }

    static ComparedRun Play(GanComparison comparison, string name, ImageExperiment experiment, ImageSets data, long seed, ImageFeatures features, References real, CancellationToken cancellation)
    {
        using var game = Create(name, experiment, data, seed);
        var run = comparison.Begin(name, seed);
        run.WriteText("config.yaml", Seeded(experiment, seed).ToYaml());
        return ComparedRun.Play(name, game, run, comparison.Terms, features, real, cancellation);
    }

    static ImageGame Create(string name, ImageExperiment experiment, ImageSets data, long seed)
    {
        try
        {
            return ImageGans.Create(experiment.Options.Gan, data, Seeded(experiment, seed).Game, experiment.TorchDevice());
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{name}: {error.Message}", error);
        }
    }

    static ImageExperiment Seeded(ImageExperiment experiment, long seed) => experiment with { Game = experiment.Game with { Seed = seed } };

    // The schedule is so long that the budget ends it, unless it is given.
    static ImageExperiment ExperimentOf(Contestant one, Settings settings, ParseResult parsed, double budget)
    {
        Setting[] own = [new("gan", one.Gan, "--gans"), new("data", parsed.GetValue(_data)!, "--data"), new("evaluate-every", "0", "")];
        if (one.Loss is { } loss) own = [.. own, new("loss", Keys.Of(loss.ToString()), "--gans")];
        if (parsed.GetValue(_threads) is { } threads) own = [.. own, new("threads", threads, "--threads")];
        var experiment = (ImageExperiment)Experiment.Bind(settings.With(new Settings(own)), Environment.CurrentDirectory);
        if (settings.Find("rounds") is not null) return experiment;
        return experiment with { Game = experiment.Game with { Rounds = (int)Math.Max(1, Math.Min(StepsPerSecond * budget, MaximumSteps) / experiment.Game.RoundSteps) } };
    }

    static Settings OwnSettings(ParseResult parsed)
    {
        var settings = new Settings([.. (parsed.GetValue(_set) ?? []).Select(argument => Setting.Parse(argument, _set.Name))]);
        if (settings.All.FirstOrDefault(one => _own.Contains(one.Key)) is { } own) throw new InvalidInputException($"--set: {own.Key} is the comparison's own; leave it out (see 'seqgan compare --help')");
        return settings;
    }

    // Trained in the comparison's folder, on with where it was stopped.
    static FeatureSource Extractor(ParseResult parsed, ImageExperiment experiment, ImageSets data, string folder, CancellationToken cancellation)
    {
        if (parsed.GetValue(_classifier) is { } named)
        {
            var given = new FeatureSource(ImageClassifier.Open(RunDirectory.Open(named)));
            return given.Features.Image == data.Train.Shape ? given : throw new InvalidInputException($"--classifier: {Line.Of(named)} reads images of {given.Features.Image}, and the data are {data.Train.Shape}; both must be alike");
        }
        if (data.Train.ClassNames.Length < 2) return new FeatureSource(ImageFeatures.Random(data.Train.Shape));
        var (batch, usual) = (Math.Min(new ImageClassifierOptions().Batch, data.Train.Count), new ImageClassifierOptions().Epochs);
        var options = new ImageClassifierOptions { Batch = batch, Epochs = Math.Max(usual, ClassifierSteps / (data.Train.Count / batch)) }; // few images are seen more often
        using var game = new ClassifierGame(data, options, experiment.TorchDevice());
        var run = RunDirectory.OpenOrCreate(Path.Combine(folder, GanComparison.ClassifierFolder));
        var evaluation = Human.Wait("training the classifier that measures", () => new Trainer(game, run).Run(null, cancellation));
        Human.Say($"the classifier that measures: {string.Join(", ", evaluation.Scores.Select(score => Invariant($"{score.Name} {score.Value:F4}")))}");
        return new FeatureSource(ImageClassifier.Open(run));
    }

    static int Between(ParseResult parsed, Option<int?> option, int otherwise, int least, int most) => parsed.GetValue(option) switch
    {
        null => otherwise,
        { } value when value >= least && value <= most => value,
        { } value => throw new InvalidInputException(Invariant($"{option.Name} is {value}; give {least} to {most}")),
    };

    static double Budget(string text)
    {
        var (number, unit) = text.Length == 0 ? ("", 0) : text[^1] switch { 's' => (text[..^1], 1), 'm' => (text[..^1], 60), 'h' => (text[..^1], 3600), _ => (text, 1) };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * unit is > 0 and <= LongestBudget and var seconds ? seconds
            : throw new InvalidInputException($"--budget: '{Line.Of(text)}' is no time that can be used; give such as 60s, 10m or 1h");
    }

    /// <summary>A network of features, and the classifier whose it may be.</summary>
    sealed class FeatureSource : IDisposable
    {
        readonly IDisposable _owner;

        public FeatureSource(ImageFeatures features) => (Features, _owner) = (features, features);

        public FeatureSource(ImageClassifier classifier) => (Features, _owner) = (classifier.Features, classifier);

        public ImageFeatures Features { get; }

        public void Dispose() => _owner.Dispose();
    }
}
