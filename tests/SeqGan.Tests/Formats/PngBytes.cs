using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SeqGan.Formats;

namespace SeqGan.Tests.Formats;

/// <summary>PNG files chunk by chunk, right or wrong.</summary>
internal static class PngBytes
{
    public static byte[] Whole(params byte[][] chunks) => [.. PngReader.Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Chunk(string type, params byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc32.Of(chunk.AsSpan(4..^4)));
        return chunk;
    }

    public static byte[] Header(int width, int height, byte depth = 8, byte colour = 0, byte interlace = 0)
    {
        byte[] data = [0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, interlace];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        return Chunk("IHDR", data);
    }

    /// <summary>Rows, each after the byte that names its filter, as the chunk IDAT.</summary>
    public static byte[] Rows(params byte[] rows) => Chunk("IDAT", Pack(rows));

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var data = new ZLibStream(packed, CompressionLevel.Optimal)) data.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] End => Chunk("IEND");
}
