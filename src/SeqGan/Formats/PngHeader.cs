using System.Buffers.Binary;

namespace SeqGan.Formats;

/// <summary>What a PNG file says of its image (its chunk IHDR).</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">The colour type, a sum of: 1 palette, 2 colour, 4 alpha.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int Colour)
{
    public const int Bytes = 13;
    public const int MaximumSide = 1 << 14, MaximumPixels = 1 << 26;

    public bool IsPalette => Colour == 3;

    public bool HasAlpha => (Colour & 4) != 0;

    /// <summary>Samples of a pixel in the file.</summary>
    public int Samples => (IsPalette || (Colour & 2) == 0 ? 1 : 3) + (HasAlpha ? 1 : 0);

    /// <summary>Channels of a pixel in memory: 1 for grey, else 3.</summary>
    public int Channels => (Colour & 2) == 0 ? 1 : 3;

    /// <summary>Bytes of a row, without the one that names its filter.</summary>
    public int RowBytes => (int)(((long)Width * Samples * Depth + 7) / 8);

    /// <summary>How far back the filters look for the pixel to the left, in bytes.</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <exception cref="InvalidDataException">A field has a value that PNG does not have, or that this reader does not take.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Bytes) throw new InvalidDataException($"its chunk IHDR has {data.Length} bytes, not {Bytes}");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (width is 0 or > MaximumSide || height is 0 or > MaximumSide || width * height > MaximumPixels)
            throw new InvalidDataException($"it claims {width} x {height} pixels; {MaximumSide} a side and {MaximumPixels} in all are the limit");
        var (depth, colour) = (data[8], data[9]);
        var exists = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!exists) throw new InvalidDataException($"there is no colour type {colour} of {depth} bits");
        if (data[10] != 0 || data[11] != 0) throw new InvalidDataException($"its compression {data[10]} or filter method {data[11]} is not 0");
        if (data[12] != 0) throw new InvalidDataException("it is interlaced, which is not supported");
        return new PngHeader((int)width, (int)height, depth, colour);
    }
}
