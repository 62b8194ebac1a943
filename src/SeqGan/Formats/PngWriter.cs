using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SeqGan.Formats;

/// <summary>Writes 8-bit PNG files.</summary>
internal static class PngWriter
{
    public static void Write(PngFile image, Stream stream)
    {
        if (image.Channels is not (1 or 3)) throw new ArgumentException($"a PNG file has 1 or 3 channels, not {image.Channels}");
        if (image.Pixels.Length != (long)image.Channels * image.Height * image.Width) throw new ArgumentException("the pixels do not fit the dimensions");
        var header = new byte[PngHeader.Bytes];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (8, (byte)(image.Channels == 1 ? 0 : 2));
        stream.Write(PngReader.Signature);
        WriteChunk(stream, "IHDR", header);
        WriteChunk(stream, "IDAT", Pack(image));
        WriteChunk(stream, "IEND", []);
    }

    static void WriteChunk(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc32.Of(chunk.AsSpan(4..^4)));
        stream.Write(chunk);
    }

    static byte[] Pack(PngFile image)
    {
        using var packed = new MemoryStream();
        using (var data = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var (channels, plane) = (image.Channels, image.Height * image.Width);
            var (above, row, filtered) = (new byte[image.Width * channels], new byte[image.Width * channels], new byte[3][]);
            for (var y = 0; y < image.Height; y++)
            {
                for (var i = 0; i < row.Length; i++) row[i] = image.Pixels[i % channels * plane + y * image.Width + i / channels];
                for (var filter = 0; filter < filtered.Length; filter++) filtered[filter] = Filter(filter, row, above, channels);
                data.Write(filtered.MinBy(Roughness)!);
                (above, row) = (row, above);
            }
        }
        return packed.ToArray();
    }

    // None, the difference to the left or to above, after the byte that names it.
    static byte[] Filter(int filter, byte[] row, byte[] above, int back)
    {
        var filtered = new byte[1 + row.Length];
        filtered[0] = (byte)filter;
        for (var i = 0; i < row.Length; i++)
            filtered[1 + i] = (byte)(row[i] - (filter == 1 && i >= back ? row[i - back] : filter == 2 ? above[i] : 0));
        return filtered;
    }

    // The standard's rule of thumb: small differences pack well.
    static long Roughness(byte[] filtered) => filtered.Skip(1).Sum(value => Math.Abs((long)(sbyte)value));
}
