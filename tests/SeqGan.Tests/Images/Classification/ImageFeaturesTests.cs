using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images.Classification;
using SeqGan.Tests.Support;
using TorchSharp;

namespace SeqGan.Tests.Images.Classification;

[Collection(OneAtATime.Name)]
public sealed class ImageFeaturesTests
{
    [Fact]
    public void Random_features_are_the_same_every_time_and_tell_a_set_from_noise()
    {
        var sets = ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { ShapeCount = 1200, TestShare = 0.4 });
        torch.manual_seed(99);
        using var first = ImageFeatures.Random(sets.Train.Shape);
        torch.manual_seed(5);
        using var second = ImageFeatures.Random(sets.Train.Shape);
        Assert.Equal(first.Name, second.Name);
        Assert.Matches("^random/conv32-conv64-linear128/seed:1/weights:[0-9a-f]{8}$", first.Name);
        Assert.Equal((128, sets.Train.Shape), (first.Width, first.Image));

        var (train, test) = (first.Moments(sets.Train), first.Moments(sets.Test));
        Assert.Equal(sets.Train.Count, train.Count);
        torch.manual_seed(3);
        var noise = first.Moments([torch.randn(300, 1, 28, 28), torch.randn(180, 1, 28, 28)]);
        Assert.Equal(480, noise.Count);
        var (near, far) = (FrechetDistance.Between(train, test), FrechetDistance.Between(train, noise));
        Assert.True(far > 20 * near, $"{far} {near}");
    }

    [Fact]
    public void Batches_of_any_size_give_the_same_moments()
    {
        var sets = ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { ShapeCount = 700, TestShare = 0 });
        using var features = ImageFeatures.Random(sets.Train.Shape);
        using var all = ImageBatch.Of(sets.Train, [.. Enumerable.Range(0, 700)], torch.CPU).Images;
        var (whole, parts) = (features.Moments(sets.Train), features.Moments(all.split(33)));
        Assert.InRange(FrechetDistance.Between(whole, parts), 0, 1e-6);
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var features = ImageFeatures.Random(new ImageShape(1, 28, 28));
        Assert.Throws<ArgumentException>(() => features.Moments([torch.zeros(2, 1, 32, 32)]));
        Assert.Throws<ArgumentException>(() => features.Moments([torch.zeros(2, 28, 28)]));
    }
}
