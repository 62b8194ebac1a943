using SeqGan.Data.Images;
using SeqGan.Formats;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class ImageGridTests
{
    static PngFile Read(byte[] file) => PngFile.Read(new MemoryStream(file));

    [Fact]
    public void Images_stand_row_after_row_with_a_border()
    {
        var grid = Read(ImageGrid.ToPng(new ImageShape(1, 1, 2), [1, 2, 3, 4, 5, 6], columns: 2));
        Assert.Equal((1, 5, 7), (grid.Channels, grid.Height, grid.Width));
        const byte G = 128;
        byte[] expected =
        [
            G, G, G, G, G, G, G,
            G, 1, 2, G, 3, 4, G,
            G, G, G, G, G, G, G,
            G, 5, 6, G, G, G, G,
            G, G, G, G, G, G, G,
        ];
        Assert.Equal(expected, grid.Pixels);
    }

    [Fact]
    public void Pixels_are_enlarged_and_channels_kept()
    {
        var grid = Read(ImageGrid.ToPng(new ImageShape(3, 1, 2), [1, 2, 3, 4, 5, 6], border: 0, scale: 2));
        Assert.Equal((3, 2, 4), (grid.Channels, grid.Height, grid.Width));
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4, 5, 5, 6, 6, 5, 5, 6, 6], grid.Pixels);
    }

    [Fact]
    public void Columns_are_about_as_many_as_rows()
    {
        var grid = Read(ImageGrid.ToPng(new ImageShape(1, 3, 3), new byte[9 * 10], border: 2));
        Assert.Equal((2 + 3 * 5, 2 + 4 * 5), (grid.Height, grid.Width)); // 3 rows of 4
    }

    [Fact]
    public void Tensors_become_the_bytes_they_came_from()
    {
        using var scope = NewDisposeScope();
        var set = new ImageSet(new ImageShape(1, 16, 16), [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        var images = ImageBatch.Of(set, [0], CPU).Images;
        Assert.Equal(set.Pixels, ImageGrid.ToBytes(images));
        Assert.Equal(ImageGrid.ToPng(set.Shape, set.Pixels), ImageGrid.ToPng(images, scale: 1));
        Assert.Equal(ImageGrid.ToPng(set.Shape, set.Pixels, scale: 4), ImageGrid.ToPng(images)); // as high as can be seen
        Assert.Equal([0, 255, 0, 255, 128, 0, 1], ImageGrid.ToBytes(tensor(new[] { -7f, 7f, float.NegativeInfinity, float.PositiveInfinity, 0.001f, float.NaN, -1 + 0.6f / 127.5f })));
        Assert.Equal([0, 64, 128, 191], ImageGrid.ToBytes(tensor(new double[] { -1, -0.5, 0, 0.5 }, requires_grad: true))); // 63.75, 127.5, 191.25
    }

    [Fact]
    public void What_is_no_grid_is_refused()
    {
        var shape = new ImageShape(1, 2, 2);
        Assert.Throws<ArgumentException>(() => ImageGrid.ToPng(shape, []));
        Assert.Throws<ArgumentException>(() => ImageGrid.ToPng(shape, new byte[5]));
        Assert.Throws<ArgumentException>(() => ImageGrid.ToPng(new ImageShape(2, 2, 2), new byte[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.ToPng(shape, new byte[4], columns: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.ToPng(shape, new byte[4], scale: 0));
        Assert.Throws<ArgumentException>(() => ImageGrid.ToPng(zeros(2, 2)));
    }
}
