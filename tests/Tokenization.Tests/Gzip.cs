using System.IO.Compression;

namespace SeqGan.Tokenization.Tests;

static class Gzip
{
    public static byte[] Pack(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, level)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
