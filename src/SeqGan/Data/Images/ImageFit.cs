namespace SeqGan.Data.Images;

/// <summary>Makes images of one shape into those of another: channels first, then the central square, resized.</summary>
internal sealed class ImageFit
{
    readonly ImageAxis? _axis;

    /// <param name="from">The shape of what comes.</param>
    /// <param name="size">The side of what is wanted; 0: as it comes.</param>
    /// <param name="channels">1, 3, or 0: as it comes.</param>
    public ImageFit(ImageShape from, int size, int channels)
    {
        (From, To) = (from, new ImageShape(channels == 0 ? from.Channels : channels, size == 0 ? from.Height : size, size == 0 ? from.Width : size));
        if ((To.Height, To.Width) != (from.Height, from.Width)) _axis = ImageAxis.Of(Math.Min(from.Height, from.Width), size);
    }

    public ImageShape From { get; }

    public ImageShape To { get; }

    public void Apply(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        if (To == From)
        {
            pixels.CopyTo(target);
            return;
        }
        var (plane, wanted) = (From.Height * From.Width, To.Height * To.Width);
        var planes = Math.Min(From.Channels, To.Channels);
        if (planes < From.Channels) pixels = Luma(pixels, plane);
        for (var channel = 0; channel < planes; channel++) Resize(pixels.Slice(channel * plane, plane), target.Slice(channel * wanted, wanted));
        for (var channel = planes; channel < To.Channels; channel++) target[..wanted].CopyTo(target[(channel * wanted)..]);
    }

    // ITU-R BT.601, as JPEG and most image libraries have it.
    static byte[] Luma(ReadOnlySpan<byte> pixels, int plane)
    {
        var luma = new byte[plane];
        for (var i = 0; i < plane; i++) luma[i] = (byte)((299 * pixels[i] + 587 * pixels[plane + i] + 114 * pixels[2 * plane + i] + 500) / 1000);
        return luma;
    }

    void Resize(ReadOnlySpan<byte> plane, Span<byte> target)
    {
        if (_axis is null)
        {
            plane.CopyTo(target);
            return;
        }
        var (size, side) = (To.Width, Math.Min(From.Height, From.Width));
        var (top, left) = ((From.Height - side) / 2, (From.Width - side) / 2);
        var narrow = new double[side * size]; // [side, size]
        for (var y = 0; y < side; y++)
            for (var x = 0; x < size; x++)
                for (var i = 0; i < _axis.Weights[x].Length; i++) narrow[y * size + x] += _axis.Weights[x][i] * plane[(top + y) * From.Width + left + _axis.First[x] + i];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var value = 0.0;
                for (var i = 0; i < _axis.Weights[y].Length; i++) value += _axis.Weights[y][i] * narrow[(_axis.First[y] + i) * size + x];
                target[y * size + x] = (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);
            }
        }
    }
}
