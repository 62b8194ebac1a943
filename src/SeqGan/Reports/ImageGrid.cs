using SeqGan.Data.Images;
using SeqGan.Formats;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>Images side by side in one PNG file.</summary>
public static class ImageGrid
{
    const int Visible = 64;
    const byte Ground = 128; // tells black images from white ones

    /// <summary>Tiles images, row after row.</summary>
    /// <param name="shape">The shape of each; 1 channel is grey, 3 are colour.</param>
    /// <param name="pixels">[count, channels, height, width].</param>
    /// <param name="columns">Images of a row; 0: as many as rows, or one more.</param>
    /// <param name="border">Grey pixels between and around the images.</param>
    /// <param name="scale">Pixels that a pixel becomes, each way, so that small images can be seen.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentException">There is no image, or a number is out of range.</exception>
    public static byte[] ToPng(ImageShape shape, ReadOnlySpan<byte> pixels, int columns = 0, int border = 1, int scale = 1)
    {
        if (shape.Channels is not (1 or 3)) throw new ArgumentException($"images have 1 or 3 channels, not {shape.Channels}", nameof(shape));
        if (pixels.Length == 0 || pixels.Length % shape.Pixels != 0) throw new ArgumentException($"{pixels.Length} bytes are no images of {shape}", nameof(pixels));
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(border);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        var count = pixels.Length / shape.Pixels;
        columns = ColumnsOf(count, columns);
        var (stepX, stepY) = (scale * shape.Width + border, scale * shape.Height + border);
        var (width, height) = (checked(columns * stepX + border), checked((count + columns - 1) / columns * stepY + border));
        var grid = new byte[checked(shape.Channels * height * width)];
        Array.Fill(grid, Ground);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % shape.Width, i / shape.Width % shape.Height);
            var (channel, image) = (i / (shape.Width * shape.Height) % shape.Channels, i / shape.Pixels);
            var at = (channel * height + border + image / columns * stepY + y * scale) * width + border + image % columns * stepX + x * scale;
            for (var row = 0; row < scale; row++) grid.AsSpan(at + row * width, scale).Fill(pixels[i]);
        }
        using var file = new MemoryStream();
        new PngFile(shape.Channels, height, width, grid).Write(file);
        return file.ToArray();
    }

    /// <summary>Tiles images that a network has made.</summary>
    /// <param name="images">Values in [-1, 1]: <c>[count, channels, height, width]</c>.</param>
    /// <param name="columns">As above.</param>
    /// <param name="border">As above.</param>
    /// <param name="scale">As above; 0: so that small images can be seen.</param>
    public static byte[] ToPng(Tensor images, int columns = 0, int border = 1, int scale = 0)
    {
        if (images.dim() != 4) throw new ArgumentException($"images have 4 dimensions, not {images.dim()}", nameof(images));
        if (scale == 0) scale = ScaleOf(images.shape[2]);
        return ToPng(new ImageShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]), ToBytes(images), columns, border, scale);
    }

    /// <summary>How many bytes the pixels of a grid with a border of 1 are, scaled so that small images can be seen; not an integer, for it may be absurd.</summary>
    /// <param name="shape">The shape of each image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="columns">As above.</param>
    internal static double Bytes(ImageShape shape, int count, int columns)
    {
        columns = ColumnsOf(count, columns);
        var (rows, scale) = (Math.Ceiling((double)count / columns), ScaleOf(shape.Height));
        return shape.Channels * (rows * (scale * shape.Height + 1.0) + 1) * (columns * (scale * shape.Width + 1.0) + 1);
    }

    static int ColumnsOf(int count, int columns) => columns > 0 ? columns : (int)Math.Ceiling(Math.Sqrt(count));

    static int ScaleOf(long height) => (int)Math.Max(1, Visible / height);

    /// <summary>Values in [-1, 1] as bytes, in row-major order: (x + 1) 127.5, rounded; what lies outside becomes 0 or 255.</summary>
    /// <param name="images">Any shape, any device.</param>
    public static byte[] ToBytes(Tensor images)
    {
        using var scope = NewDisposeScope();
        var values = images.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        return Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round((value + 1) * 127.5f), 0, 255)); // not a number: 0
    }
}
