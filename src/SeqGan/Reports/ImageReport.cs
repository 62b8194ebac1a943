using System.Runtime.InteropServices;
using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Images.Classification;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>The scores of an image generator: what a classifier sees in its images, and how far they are from real ones.</summary>
public static class ImageReport
{
    const int Rows = 256; // images made side by side

    /// <summary>
    /// <see cref="ClassVerdicts.Scores"/>; <c>class-accuracy</c>, where the generator is told the classifier's classes (sample i is
    /// asked to be of class i modulo their number); and <c>frechet</c> in the classifier's features.
    /// </summary>
    /// <param name="game">Who makes the images.</param>
    /// <param name="classifier">Who looks at them.</param>
    /// <param name="real">What was to be imitated: its test images, or its training images where it has no others.</param>
    /// <param name="samples">How many images to make and score, 2 or more.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="ArgumentException">The images are not of the shape that the classifier reads, or there are too few.</exception>
    public static IReadOnlyList<Score> Scores(ImageGame game, ImageClassifier classifier, ImageSets real, int samples, long seed)
    {
        var classes = classifier.Shape.Classes.Count;
        var (features, probabilities) = (new List<float>(), new List<float>());
        foreach (var images in Batches(game, samples, seed))
        {
            using (images)
            {
                features.AddRange(classifier.Features.Of(images));
                probabilities.AddRange(classifier.Probabilities(images));
            }
        }
        var verdicts = CollectionsMarshal.AsSpan(probabilities);
        List<Score> scores = [.. ClassVerdicts.Scores(verdicts, classes, classifier.Name)];
        if (game.Layout.Classes == classes && game.ClassNames.SequenceEqual(classifier.Shape.Classes))
            scores.Add(ClassVerdicts.Accuracy(verdicts, classes, [.. Enumerable.Range(0, samples).Select(i => i % classes)], classifier.Name));
        var fake = FeatureMoments.Of(CollectionsMarshal.AsSpan(features), classifier.Features.Width);
        scores.Add(Frechet(fake, References.Of(real, classifier.Features), classifier.Features));
        return scores;
    }

    /// <summary>The Frechet distance of generated images to real ones, in the features of a network.</summary>
    /// <param name="game">Who makes the images.</param>
    /// <param name="features">The network.</param>
    /// <param name="real">The moments of the real ones.</param>
    /// <param name="samples">How many images to make and score, 2 or more.</param>
    /// <param name="seed">Their seed.</param>
    public static Score Frechet(ImageGame game, ImageFeatures features, References real, int samples, long seed) =>
        Frechet(features.Moments(Batches(game, samples, seed)), real, features);

    static Score Frechet(FeatureMoments fake, References real, ImageFeatures features) => FrechetDistance.Score("frechet", real.Moments, fake, features.Name, real.Name);

    static IEnumerable<Tensor> Batches(ImageGame game, int samples, long seed)
    {
        for (var first = 0; first < samples; first += Rows)
        {
            using var scope = NewDisposeScope();
            yield return game.Decode(game.Codes(Math.Min(Rows, samples - first), seed, first: first)).DetachFromDisposeScope();
        }
    }
}

/// <summary>Real images as a Frechet distance sees them.</summary>
/// <param name="Moments">Of their features.</param>
/// <param name="Name">Which images they are, for signatures: <c>test</c> or <c>train</c>, and a hash of the facts about the data.</param>
public sealed record References(FeatureMoments Moments, string Name)
{
    /// <summary>The test images, or the training images where there are fewer than two others.</summary>
    public static References Of(ImageSets data, ImageFeatures features)
    {
        var (set, name) = data.Test.Count > 1 ? (data.Test, "test") : (data.Train, "train");
        return new References(features.Moments(set), $"{name}:{Fingerprint.Of(data.Provenance)}");
    }

    /// <summary>The distance of training images to these, which no generator needs to go below; null where these are training images.</summary>
    /// <param name="data">The training images, spread evenly over those there are.</param>
    /// <param name="features">The network.</param>
    /// <param name="images">How many; all, where there are fewer.</param>
    public double? Floor(ImageSets data, ImageFeatures features, int images) =>
        data.Test.Count > 1 ? FrechetDistance.Between(Moments, features.Moments(data.Train.Spread(images))) : null;
}
