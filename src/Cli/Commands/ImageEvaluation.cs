using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Reports;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c> for image runs: what a classifier sees in the images, how far they are from real ones and how far among them, what the critic has learned.</summary>
internal static class ImageEvaluation
{
    /// <summary>The metric of a run without a classifier.</summary>
    public const string Default = "frechet";

    const int Generated = 1000, Taught = 10_000, Fewest = 2;

    static readonly Option<string> _classifier = new("--classifier") { Description = "Image runs: the run of a classifier that judges the images. Default: none; distances to real ones are in random features.", HelpName = "RUN" };
    static readonly Option<bool> _features = new("--features") { Description = "Image runs: instead, the accuracy of a linear classifier on the critic's features." };
    static readonly Option<int?> _count = Numbers.Whole("-n", Invariant($"Image runs: images to make, default {Generated}; with --features labelled images to learn from, default {Taught}."), "--count");
    static readonly Option<long> _seed = Numbers.Whole("--seed", "Image runs: another seed gives other images.", 0);
    static readonly Option<int?> _step = Numbers.Whole("--step", "Image runs: the players as they were after this step of the run, where a checkpoint of it was kept.");
    static readonly Option<string> _data = new("--data") { Description = "Image runs: other images than those of the run to compare with, or to learn from.", HelpName = "PATH" };

    public static IReadOnlyList<Option> Options { get; } = [_classifier, _features, _count, _seed, _step, _data];

    /// <exception cref="InvalidInputException">The run, the classifier or the data cannot be used, or do not fit each other.</exception>
    public static IReadOnlyList<Score> Scores(ParseResult parsed, RunDirectory run, string? names)
    {
        var metrics = names is null ? null : MetricNames.Parse(names, ImageMetric.All, metric => metric.Name);
        if (parsed.GetValue(_count) is < Fewest and var few) throw new InvalidInputException(Invariant($"-n is {few}; give {Fewest} or more"));
        if (parsed.GetValue(_features) && parsed.GetValue(_classifier) is not null) throw new InvalidInputException("--features and --classifier are given; choose one");
        if (parsed.GetValue(_features) && metrics is not null) throw new InvalidInputException("--features and --metric are given; choose one");
        if (parsed.GetValue(_features)) parsed.Refuse([_seed], "is for images that are made, and --features makes none; leave it out");
        using var game = ImageGans.Open(run, parsed.GetValue(_step));
        if (game.MakesPoints) return OfPoints(parsed, run, game, metrics);
        using var classifier = parsed.GetValue(_classifier) is { } named ? ImageClassifier.Open(RunDirectory.Open(named)) : null;
        if (classifier is not null) RequireShape(classifier.Shape.Image, game, $"--classifier: {Line.Of(parsed.GetValue(_classifier)!)} reads", run);
        var data = ImageExperiment.ImagesOf(run, parsed.GetValue(_data));
        RequireShape(data.Train.Shape, game, "the data are", run);
        if (parsed.GetValue(_features)) return OfCritic(game, data, parsed.GetValue(_count) ?? Taught);

        var (count, seed) = (parsed.GetValue(_count) ?? Generated, parsed.GetValue(_seed));
        return Human.Wait("scoring", () => classifier is null ? OfRandomFeatures(game, data, count, seed, metrics) : ImageReport.Scores(game, classifier, data, count, seed, metrics));
    }

    static IReadOnlyList<Score> OfPoints(ParseResult parsed, RunDirectory run, ImageGame game, IReadOnlyList<ImageMetric>? metrics)
    {
        if (metrics is not null) throw new InvalidInputException($"--metric is for images, and {Human.Short(run.Path)} makes points; leave it out");
        parsed.Refuse(Options.Except([_step]), $"is for images, and {Human.Short(run.Path)} makes points; leave it out");
        return game.Evaluate("").Scores;
    }

    static IReadOnlyList<Score> OfRandomFeatures(ImageGame game, ImageSets data, int count, long seed, IReadOnlyList<ImageMetric>? metrics)
    {
        using var features = ImageFeatures.Random(game.Shape);
        return ImageReport.Scores(game, features, data, count, seed, metrics ?? [.. ImageMetric.All.Where(metric => metric.Name == Default)]);
    }

    static IReadOnlyList<Score> OfCritic(ImageGame game, ImageSets data, int count)
    {
        using var untrained = ImageGans.Create(game.Name, data, game.Options);
        return Human.Wait("learning from features", () => CriticReport.Scores(game, untrained, data, count));
    }

    static void RequireShape(ImageShape shape, ImageGame game, string what, RunDirectory run)
    {
        if (shape != game.Shape) throw new InvalidInputException($"{what} images of {shape}, and {Human.Short(run.Path)} makes {game.Shape}; both must be alike");
    }
}
