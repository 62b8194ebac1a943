namespace SeqGan.Eval.Tests.Images;

/// <summary>What the documentations of other libraries print for images that need no file, to the last digit printed.</summary>
public sealed class PublishedSimilarityTests
{
    const float Darker = 0.75f;

    [Fact]
    public void The_generator_draws_as_its_authors_and_libtorch_do()
    {
        // torch.manual_seed(42); torch.rand(4) * 2 ** 24
        var random = new MersenneTwister(42);
        Assert.Equal([14802022, 15351219, 6423388, 16094478], Enumerable.Range(0, 4).Select(_ => random.Uniform() * 16777216f));
    }

    // TorchMetrics, PeakSignalNoiseRatio; MindSpore, nn.PSNR; TorchEval, PeakSignalNoiseRatio, whose range is that of the second image.
    [Theory]
    [InlineData(2.5527, 3.0, new float[] { 0, 1, 2, 3 }, new float[] { 3, 2, 1, 0 })]
    [InlineData(-6.0206, 1.0, new float[] { 1, 2, 3, 4, 1, 2, 3, 4 }, new float[] { 3, 4, 5, 6, 3, 4, 5, 6 })]
    [InlineData(19.8767, 0.27, new float[] { 0.1f, 0.2f, 0.3f, 0.4f }, new float[] { 0.09f, 0.18f, 0.27f, 0.36f })]
    public void Psnr_is_the_published_one(double published, double range, float[] first, float[] second) =>
        Assert.Equal(published, ImageSimilarity.Psnr(first, second, range), 0.5e-4);

    // TorchMetrics, StructuralSimilarityIndexMeasure, seed 42.
    [Fact]
    public void Ssim_of_large_images_is_the_published_one() =>
        Assert.Equal(0.9219, MeanSsim(new MersenneTwister(42), images: 3, side: 256, border: 0), 0.5e-4);

    // PyTorch-Ignite, SSIM, seed 666: 0.9218971..., over windows that reach 5 values beyond the image, into its reflection.
    [Fact]
    public void Ssim_of_small_images_in_their_reflections_is_the_published_one() =>
        Assert.InRange(MeanSsim(new MersenneTwister(666), images: 4, side: 16, border: 5), 0.9218971, 0.9218972);

    static double MeanSsim(MersenneTwister random, int images, int side, int border) =>
        Enumerable.Range(0, images).Select(_ =>
        {
            const int channels = 3;
            float[] image = [.. Enumerable.Range(0, channels * side * side).Select(_ => random.Uniform())];
            var first = Reflected(image, side, border);
            return ImageSimilarity.Ssim(first, [.. first.Select(value => Darker * value)], side + 2 * border, side + 2 * border, 1);
        }).ToArray().Average();

    // [channels, side, side] -> [channels, side + 2 border, side + 2 border], mirrored at the outermost values.
    static float[] Reflected(float[] image, int side, int border)
    {
        var at = Enumerable.Range(-border, side + 2 * border).Select(i => i < 0 ? -i : i >= side ? 2 * (side - 1) - i : i).ToArray();
        return [.. image.Chunk(side * side).SelectMany(channel => at.SelectMany(y => at.Select(x => channel[y * side + x])))];
    }
}
