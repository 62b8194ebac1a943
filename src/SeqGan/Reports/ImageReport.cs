using System.Runtime.InteropServices;
using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>The scores of an image generator: what a classifier sees in its images, how far they are from real ones, and how far they lie among them.</summary>
public static class ImageReport
{
    /// <summary>
    /// So many real images, spread evenly over those there are, are compared with one by one at most; by precision, recall, density and
    /// coverage no more than there are generated ones.
    /// </summary>
    public const int MostCompared = 10_000;

    const int Rows = 256; // images made side by side

    static readonly string[] _neighbourly = ["precision", "recall", "density", "coverage"];

    /// <summary>
    /// The metrics of <see cref="ImageMetric"/> in a classifier's verdicts and features; <c>class-accuracy</c> where the generator is
    /// told the classifier's classes (sample i is asked to be of class i modulo their number).
    /// </summary>
    /// <param name="game">Who makes the images.</param>
    /// <param name="classifier">Who looks at them.</param>
    /// <param name="real">What was to be imitated: its test images, or its training images where it has no others.</param>
    /// <param name="samples">How many images to make and score, 2 or more.</param>
    /// <param name="seed">Their seed, and that of <c>kid</c>'s subsets.</param>
    /// <param name="metrics">Those wanted; null: all that apply.</param>
    /// <exception cref="ArgumentException">The images are not of the shape that the classifier reads, or there are too few.</exception>
    /// <exception cref="InvalidInputException">A metric that is wanted does not apply, or needs more images.</exception>
    public static IReadOnlyList<Score> Scores(ImageGame game, ImageClassifier classifier, ImageSets real, int samples, long seed, IReadOnlyList<ImageMetric>? metrics = null)
    {
        var told = game.Layout.Classes == classifier.Shape.Classes.Count && game.ClassNames.SequenceEqual(classifier.Shape.Classes);
        if (!told && metrics?.Any(metric => metric.Name == ImageMetric.ClassAccuracy) == true)
            throw new InvalidInputException($"{ImageMetric.ClassAccuracy} is for generators that are told the classifier's classes, and a {game.Name} is not; choose other metrics");
        var wanted = Wanted(metrics ?? ImageMetric.All, samples);
        var (features, probabilities) = (new List<float>(), new List<float>());
        foreach (var images in Batches(game, samples, seed))
        {
            using (images)
            {
                features.AddRange(classifier.Features.Of(images));
                probabilities.AddRange(classifier.Probabilities(images));
            }
        }
        return [.. Verdicts(wanted, CollectionsMarshal.AsSpan(probabilities), classifier, told), .. Distances(wanted, new(CollectionsMarshal.AsSpan(features), classifier.Features.Width), real, classifier.Features, seed)];
    }

    /// <summary>The metrics of <see cref="ImageMetric"/> that need no verdicts, in the features of any network.</summary>
    /// <param name="game">Who makes the images.</param>
    /// <param name="features">The network.</param>
    /// <param name="real">What was to be imitated: its test images, or its training images where it has no others.</param>
    /// <param name="samples">How many images to make and score, 2 or more.</param>
    /// <param name="seed">Their seed, and that of <c>kid</c>'s subsets.</param>
    /// <param name="metrics">Those wanted.</param>
    /// <exception cref="InvalidInputException">A metric needs a classifier, or more images.</exception>
    public static IReadOnlyList<Score> Scores(ImageGame game, ImageFeatures features, ImageSets real, int samples, long seed, IReadOnlyList<ImageMetric> metrics)
    {
        if (metrics.FirstOrDefault(metric => metric.OfVerdicts) is { } verdict) throw new InvalidInputException($"{verdict.Name} is of a classifier's verdicts, and there is none; give one, or choose other metrics");
        return Distances(Wanted(metrics, samples), features.Set(Batches(game, samples, seed)), real, features, seed);
    }

    /// <summary>The Frechet distance of generated images to real ones, in the features of a network.</summary>
    /// <param name="game">Who makes the images.</param>
    /// <param name="features">The network.</param>
    /// <param name="real">The moments of the real ones.</param>
    /// <param name="samples">How many images to make and score, 2 or more.</param>
    /// <param name="seed">Their seed.</param>
    public static Score Frechet(ImageGame game, ImageFeatures features, References real, int samples, long seed) =>
        Frechet(features.Moments(Batches(game, samples, seed)), real, features);

    static HashSet<string> Wanted(IReadOnlyList<ImageMetric> metrics, int samples)
    {
        HashSet<string> wanted = [.. metrics.Select(metric => metric.Name)];
        if (wanted.Overlaps(_neighbourly)) RequireNeighbours(samples, "were asked for");
        return wanted;
    }

    static void RequireNeighbours(int images, string what)
    {
        if (images <= ManifoldOverlap.DensityNeighbours)
            throw new InvalidInputException(Invariant($"{string.Join(", ", _neighbourly)} look at the {ManifoldOverlap.DensityNeighbours} nearest neighbours of an image, and {images} {what}; give {ManifoldOverlap.DensityNeighbours + 1} or more, or choose other metrics"));
    }

    static IEnumerable<Score> Verdicts(HashSet<string> wanted, ReadOnlySpan<float> probabilities, ImageClassifier classifier, bool told)
    {
        var classes = classifier.Shape.Classes.Count;
        List<Score> scores = [.. ClassVerdicts.Scores(probabilities, classes, classifier.Name)];
        var samples = scores[0].Samples;
        if (told) scores.Add(ClassVerdicts.Accuracy(probabilities, classes, [.. Enumerable.Range(0, samples).Select(i => i % classes)], classifier.Name));
        scores.RemoveAll(score => !wanted.Contains(score.Name));
        if (wanted.Contains(ImageMetric.Inception))
            scores.AddRange(InceptionScore.Scores($"classifier-{ImageMetric.Inception}", probabilities, classes, classifier.Name, Math.Min(InceptionScore.Splits, samples)));
        return scores;
    }

    static IReadOnlyList<Score> Distances(HashSet<string> wanted, FeatureSet fake, ImageSets data, ImageFeatures features, long seed)
    {
        if (!wanted.Contains(ImageMetric.Frechet) && !wanted.Contains(ImageMetric.Kid) && !wanted.Overlaps(_neighbourly)) return [];
        var real = References.Of(data, features);
        var compared = real.Features.Spread(MostCompared);
        List<Score> scores = [];
        if (wanted.Contains(ImageMetric.Frechet)) scores.Add(Frechet(FeatureMoments.Of(fake), real, features));
        if (wanted.Contains(ImageMetric.Kid)) scores.AddRange(KernelDistance.Scores(ImageMetric.Kid, compared, fake, features.Name, real.Name, seed, Threads.Count));
        if (!wanted.Overlaps(_neighbourly)) return scores;
        var among = compared.Spread(fake.Count); // as many, as in the papers: a larger set has smaller balls
        RequireNeighbours(among.Count, "are there to compare with");
        return [.. scores, .. ManifoldOverlap.Scores(among, fake, features.Name, real.Name, Threads.Count).Where(score => wanted.Contains(score.Name))];
    }

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
