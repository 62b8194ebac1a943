using SeqGan.Data.Images;

namespace SeqGan.Tests.Data.Images;

public sealed class ImageFitTests
{
    static byte[] Fit(ImageShape from, int size, int channels, params byte[] pixels)
    {
        var fit = new ImageFit(from, size, channels);
        var target = new byte[fit.To.Pixels];
        fit.Apply(pixels, target);
        return target;
    }

    [Fact]
    public void Shrinking_takes_the_mean_of_the_area()
    {
        Assert.Equal([35, 55, 115, 135], Fit(new(1, 4, 4), 2, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160));
        // 3 to 2: each new pixel covers one and a half old ones, so (2 a + b) / 3; the columns are 0, 90, 30 in every row.
        Assert.Equal([30, 50, 30, 50], Fit(new(1, 3, 3), 2, 0, 0, 90, 30, 0, 90, 30, 0, 90, 30));
    }

    // As torch.nn.functional.interpolate(mode="bilinear", align_corners=False) has it: new centres lie at 1/4 and 3/4 between old ones.
    [Fact]
    public void Enlarging_is_linear_between_centres() =>
        Assert.Equal([0, 25, 75, 100, 50, 60, 80, 90, 150, 130, 90, 70, 200, 165, 95, 60], Fit(new(1, 2, 2), 4, 0, 0, 100, 200, 60));

    [Theory]
    [InlineData(28, 32)]
    [InlineData(28, 28)]
    [InlineData(178, 64)]
    [InlineData(7, 5)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void Weights_sum_to_one_and_stay_inside(int from, int to)
    {
        var axis = ImageAxis.Of(from, to);
        for (var i = 0; i < to; i++)
        {
            Assert.InRange(axis.Weights[i].Sum(), 1 - 1e-12, 1 + 1e-12);
            Assert.All(axis.Weights[i], weight => Assert.InRange(weight, 0, 1));
            Assert.InRange(axis.First[i], 0, from - axis.Weights[i].Length);
        }
        Assert.All(Fit(new(1, from, from), to, 3, [.. Enumerable.Repeat((byte)77, from * from)]), value => Assert.Equal(77, value));
    }

    [Fact]
    public void The_central_square_is_kept()
    {
        Assert.Equal([2, 3, 6, 7], Fit(new(1, 2, 4), 2, 0, 1, 2, 3, 4, 5, 6, 7, 8));
        Assert.Equal([3, 4, 5, 6], Fit(new(1, 4, 2), 2, 0, 1, 2, 3, 4, 5, 6, 7, 8));
    }

    [Fact]
    public void Colour_becomes_luma_and_grey_is_repeated()
    {
        // 0.299 R + 0.587 G + 0.114 B
        Assert.Equal([76, 150, 29, 255], Fit(new(3, 2, 2), 0, 1, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255));
        Assert.Equal([1, 2, 1, 2, 1, 2], Fit(new(1, 1, 2), 0, 3, 1, 2));
        Assert.Equal([1, 2, 3], Fit(new(3, 1, 1), 0, 0, 1, 2, 3));
    }
}
