using SeqGan.Data.Images;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Data.Images;

[Collection(OneAtATime.Name)]
public sealed class ImageBatchesTests
{
    // Image i is 3 x 2 x 2 values of its own, its class i % 3, its attributes those of i's two lowest bits.
    static readonly ImageSet _set = new(
        new ImageShape(3, 2, 2), [.. Enumerable.Range(0, 20 * 12).Select(i => (byte)(i % 256))], [.. Enumerable.Range(0, 20).Select(i => i % 3)], ["a", "b", "c"],
        [.. Enumerable.Range(0, 20).SelectMany(i => new[] { (byte)(i & 1), (byte)(i >> 1 & 1) })], ["odd", "two"]);

    static int[] Rows(ImageBatch batch) => [.. batch.Images.data<float>().ToArray().Chunk(12).Select(image => (int)Math.Round((image[0] + 1) * 127.5f) / 12)];

    [Fact]
    public void Values_are_scaled_and_labels_and_attributes_belong_to_their_image()
    {
        using var scope = NewDisposeScope();
        var batch = ImageBatch.Of(_set, [3, 19], CPU);
        Assert.Equal([2L, 3, 2, 2], batch.Images.shape);
        Assert.Equal(ScalarType.Float32, batch.Images.dtype);
        float[] expected = [.. Enumerable.Range(36, 12).Concat(Enumerable.Range(228, 12)).Select(value => value / 127.5f - 1)];
        Assert.Equal(expected, batch.Images.data<float>().ToArray());
        Assert.Equal([0L, 1], batch.Labels.data<long>().ToArray());
        Assert.Equal([2L, 2], batch.Attributes.shape);
        Assert.Equal([1f, 1, 1, 1], batch.Attributes.data<float>().ToArray());

        var bare = ImageBatch.Of(new ImageSet(new(1, 1, 2), [0, 255, 51, 204]), [0, 1], CPU);
        Assert.Equal([-1f, 1, 51 / 127.5f - 1, 204 / 127.5f - 1], bare.Images.data<float>().ToArray());
        Assert.Equal([0L], bare.Labels.shape);
        Assert.Equal([2L, 0], bare.Attributes.shape);
    }

    [Fact]
    public void Each_epoch_visits_other_images_in_another_order_and_only_full_batches()
    {
        using var scope = NewDisposeScope();
        var batches = new ImageBatches(_set, 6, key: 5, CPU);
        Assert.Equal(3, batches.Count);
        int[][] epochs = [.. Enumerable.Range(0, 30).Select(epoch => Enumerable.Range(0, 3).SelectMany(i => Rows(batches.At(3 * epoch + i))).ToArray())];
        Assert.All(epochs, epoch => Assert.Equal(18, epoch.Distinct().Count()));
        Assert.Equal(30, epochs.Select(epoch => string.Join(' ', epoch)).Distinct().Count());
        Assert.Equal(20, epochs.SelectMany(epoch => epoch).Distinct().Count()); // none is left out for ever
    }

    [Fact]
    public void A_batch_is_a_function_of_the_key_and_its_number()
    {
        using var scope = NewDisposeScope();
        var (there, back) = (new ImageBatches(_set, 4, key: 5, CPU), new ImageBatches(_set, 4, key: 5, CPU));
        int[][] forth = [.. Enumerable.Range(0, 12).Select(i => Rows(there.At(i)))];
        for (var i = 11; i >= 0; i--) Assert.Equal(forth[i], Rows(back.At(i)));
        Assert.NotEqual(forth[0], Rows(new ImageBatches(_set, 4, key: 6, CPU).At(0)));
    }

    [Fact]
    public void Only_the_batch_is_left_in_the_scope()
    {
        var batches = new ImageBatches(_set, 4, key: 5, CPU);
        using var scope = NewDisposeScope();
        batches.At(0);
        Assert.Equal(3, scope.DisposablesCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void A_batch_must_fit_the_set(int batch) =>
        Assert.Contains($"batch is {batch}, and there are 20 images", Assert.Throws<InvalidInputException>(() => new ImageBatches(_set, batch, 1, CPU)).Message, StringComparison.Ordinal);
}
