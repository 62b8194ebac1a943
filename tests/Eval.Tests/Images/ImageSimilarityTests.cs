namespace SeqGan.Eval.Tests.Images;

public sealed class ImageSimilarityTests
{
    static float[] Image(int values, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, values).Select(_ => (float)random.Next(256))];
    }

    static float[] Flat(int values, float value) => [.. Enumerable.Repeat(value, values)];

    // A window at a time, with its two-dimensional weights and moments about its means.
    static double SlowSsim(float[] first, float[] second, int height, int width, double range)
    {
        var size = height * width;
        var scores = new List<double>();
        for (var channel = 0; channel < first.Length / size; channel++)
        {
            for (var top = 0; top + 11 <= height; top++)
            {
                for (var left = 0; left + 11 <= width; left++)
                {
                    double Mean(Func<double, double, double> value)
                    {
                        var (sum, weights) = (0.0, 0.0);
                        for (var y = 0; y < 11; y++)
                        {
                            for (var x = 0; x < 11; x++)
                            {
                                var weight = Math.Exp(-((x - 5) * (x - 5) + (y - 5) * (y - 5)) / 4.5);
                                var at = channel * size + (top + y) * width + left + x;
                                sum += weight * value(first[at], second[at]);
                                weights += weight;
                            }
                        }
                        return sum / weights;
                    }
                    var (a, b) = (Mean((x, _) => x), Mean((_, y) => y));
                    var (va, vb, covariance) = (Mean((x, _) => (x - a) * (x - a)), Mean((_, y) => (y - b) * (y - b)), Mean((x, y) => (x - a) * (y - b)));
                    var (c1, c2) = (Math.Pow(0.01 * range, 2), Math.Pow(0.03 * range, 2));
                    scores.Add((2 * a * b + c1) * (2 * covariance + c2) / ((a * a + b * b + c1) * (va + vb + c2)));
                }
            }
        }
        return scores.Average();
    }

    [Fact]
    public void Equal_images_are_wholly_alike()
    {
        var image = Image(3 * 20 * 15, 1);
        Assert.Equal(double.PositiveInfinity, ImageSimilarity.Psnr(image, image, 255));
        Assert.Equal(1, ImageSimilarity.Ssim(image, image, 20, 15, 255));
    }

    [Fact]
    public void A_constant_offset_has_the_closed_form()
    {
        var image = Image(12 * 13, 2);
        Assert.Equal(20 * Math.Log10(255 / 4.0), ImageSimilarity.Psnr(image, [.. image.Select(value => value + 4)], 255), 1e-12);
        // Flat images differ in luminance alone.
        var c1 = Math.Pow(0.01 * 255, 2);
        Assert.Equal((2 * 100 * 150 + c1) / (100 * 100 + 150 * 150 + c1), ImageSimilarity.Ssim(Flat(144, 100), Flat(144, 150), 12, 12, 255), 1e-10);
    }

    [Fact]
    public void Black_and_white_are_as_far_apart_as_can_be()
    {
        Assert.Equal(0, ImageSimilarity.Psnr(Flat(4, 0), Flat(4, 1), 1), 1e-12);
        Assert.Equal(1e-4 / (1 + 1e-4), ImageSimilarity.Ssim(Flat(121, 0), Flat(121, 1), 11, 11, 1), 1e-12);
    }

    [Theory]
    [InlineData(1, 11, 11)]
    [InlineData(1, 14, 23)]
    [InlineData(3, 17, 12)]
    public void Ssim_is_that_of_window_after_window(int channels, int height, int width)
    {
        var first = Image(channels * height * width, 3);
        float[] noisy = [.. first.Zip(Image(first.Length, 4), (value, other) => 0.7f * value + 0.3f * other)], negative = [.. first.Select(value => 255 - value)];
        foreach (var second in (float[][])[noisy, negative])
        {
            var expected = SlowSsim(first, second, height, width, 255);
            Assert.Equal(expected, ImageSimilarity.Ssim(first, second, height, width, 255), 1e-10);
            Assert.Equal(expected, ImageSimilarity.Ssim(second, first, height, width, 255), 1e-10);
        }
        Assert.True(ImageSimilarity.Ssim(first, negative, height, width, 255) < 0);
    }

    [Fact]
    public void The_range_is_the_unit()
    {
        var (first, second) = (Image(400, 5), Image(400, 6));
        float[] small = [.. first.Select(value => value / 256)], other = [.. second.Select(value => value / 256)]; // exact
        Assert.Equal(ImageSimilarity.Psnr(first, second, 256), ImageSimilarity.Psnr(small, other, 1), 1e-12);
        Assert.Equal(ImageSimilarity.Ssim(first, second, 20, 20, 256), ImageSimilarity.Ssim(small, other, 20, 20, 1), 1e-12);
    }

    [Fact]
    public void Images_that_do_not_compare_are_refused()
    {
        var image = Image(121, 7);
        Assert.Equal("image similarity: images of 121 and 2 values do not compare", Assert.Throws<ArgumentException>(() => ImageSimilarity.Psnr(image, [1, 2], 255)).Message);
        Assert.Throws<ArgumentException>(() => ImageSimilarity.Psnr([], [], 255));
        Assert.Throws<ArgumentException>(() => ImageSimilarity.Psnr(image, image, 0));
        Assert.Throws<ArgumentException>(() => ImageSimilarity.Psnr(image, image, double.NaN));
        Assert.Equal("image similarity: value 1 is not finite", Assert.Throws<ArgumentException>(() => ImageSimilarity.Psnr([1, 2], [1, float.NaN], 255)).Message);
        Assert.Contains("10 x 12 is smaller than the window of SSIM, 11 x 11", Assert.Throws<ArgumentException>(() => ImageSimilarity.Ssim(Image(120, 8), Image(120, 9), 10, 12, 255)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageSimilarity.Ssim(image, image, 11, 12, 255));
    }
}
