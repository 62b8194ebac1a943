using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images.Classification;

namespace SeqGan.Reports;

/// <summary>Real images as distances see them.</summary>
/// <param name="Features">Their features.</param>
/// <param name="Name">Which images they are, for signatures: <c>test</c> or <c>train</c>, and a hash of the facts about the data.</param>
public sealed record References(FeatureSet Features, string Name)
{
    /// <summary>The moments of their features.</summary>
    public FeatureMoments Moments { get; } = FeatureMoments.Of(Features);

    /// <summary>The test images, or the training images where there are fewer than two others.</summary>
    public static References Of(ImageSets data, ImageFeatures features)
    {
        var (set, name) = data.Test.Count > 1 ? (data.Test, "test") : (data.Train, "train");
        return new References(features.Set(set), $"{name}:{Fingerprint.Of(data.Provenance)}");
    }

    /// <summary>The distance of training images to these, which no generator needs to go below; null where these are training images.</summary>
    /// <param name="data">The training images, spread evenly over those there are.</param>
    /// <param name="features">The network.</param>
    /// <param name="images">How many; all, where there are fewer.</param>
    public double? Floor(ImageSets data, ImageFeatures features, int images) =>
        data.Test.Count > 1 ? FrechetDistance.Between(Moments, features.Moments(data.Train.Spread(images))) : null;
}
