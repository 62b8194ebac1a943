using System.IO.Compression;

namespace SeqGan.Tokenization.Tests;

static class Gzip
{
    public static byte[] Pack(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
