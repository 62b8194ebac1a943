using SeqGan.Data.Images;
using SeqGan.Eval;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Classification;

/// <summary>A network that sees images as features, for <see cref="FrechetDistance"/> and other distances: a classifier's, or one with random weights.</summary>
public sealed class ImageFeatures : IDisposable
{
    internal const int Rows = 500; // images side by side

    const long RandomSeed = 1;

    readonly FeatureNetwork _network;

    internal ImageFeatures(FeatureNetwork network, string name) => (_network, Name) = (network, name);

    /// <summary>Which network it is, for signatures: its kind, its layers, the data it has learned from or its seed, a hash of its weights.</summary>
    public string Name { get; }

    /// <summary>The images that it reads.</summary>
    public ImageShape Image => _network.Shape.Image;

    /// <summary>Features of an image.</summary>
    public int Width => _network.Shape.Features;

    /// <summary>
    /// Random weights of a fixed seed, for images without classes: distances in such features compare, though they say less of
    /// what an eye sees than a trained network's. Reseeds torch's generator.
    /// </summary>
    /// <param name="image">The images that it shall read.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    public static ImageFeatures Random(ImageShape image, Device? device = null)
    {
        var usual = new ImageClassifierOptions();
        manual_seed(RandomSeed);
        var network = new FeatureNetwork(new ClassifierShape { Image = image, Classes = [], Width = usual.Width, Features = usual.Features, Data = "none", Averaged = false }, device);
        return new ImageFeatures(network, Invariant($"random/{network.Architecture}/seed:{RandomSeed}/weights:{Fingerprint.Of(network)}"));
    }

    /// <summary>The features of a set's images.</summary>
    /// <param name="set">Two images or more.</param>
    /// <exception cref="ArgumentException">They are of another shape, or fewer than two.</exception>
    public FeatureSet Set(ImageSet set) => Set(Batches(set, _network.Device));

    /// <summary>The features of images that come in batches; each batch is disposed of.</summary>
    /// <param name="batches">In [-1, 1]: <c>[batch, channels, height, width]</c>.</param>
    /// <exception cref="ArgumentException">They are of another shape, or fewer than two images.</exception>
    public FeatureSet Set(IEnumerable<Tensor> batches)
    {
        var features = new List<float>();
        foreach (var batch in batches)
        {
            using (batch) features.AddRange(Of(batch));
        }
        return new FeatureSet(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(features), Width);
    }

    /// <summary>The mean and covariance of the features of a set: <see cref="Set(ImageSet)"/>.</summary>
    public FeatureMoments Moments(ImageSet set) => FeatureMoments.Of(Set(set));

    /// <summary>The mean and covariance of the features of images that come in batches: <see cref="Set(IEnumerable{Tensor})"/>.</summary>
    public FeatureMoments Moments(IEnumerable<Tensor> batches) => FeatureMoments.Of(Set(batches));

    /// <summary>The features of a batch: [batch, features].</summary>
    internal float[] Of(Tensor images)
    {
        RequireShape(Image, images);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _network.eval();
        return _network.forward(images.to(_network.Device)).cpu().contiguous().data<float>().ToArray();
    }

    internal static void RequireShape(ImageShape shape, Tensor images)
    {
        if (images.dim() != 4 || (images.shape[1], images.shape[2], images.shape[3]) != (shape.Channels, shape.Height, shape.Width))
            throw new ArgumentException($"the network reads images of {shape}, and these are ({string.Join(", ", images.shape)})", nameof(images));
    }

    /// <summary>The images of a set, in order.</summary>
    internal static IEnumerable<Tensor> Batches(ImageSet set, Device device)
    {
        for (var first = 0; first < set.Count; first += Rows)
        {
            using var scope = NewDisposeScope();
            yield return ImageBatch.Of(set, [.. Enumerable.Range(first, Math.Min(Rows, set.Count - first))], device).Images.DetachFromDisposeScope();
        }
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _network.Dispose();
}
