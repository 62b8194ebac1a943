using System.IO.Compression;
using System.Text;

namespace SeqGan.Tokenization.Tests;

/// <summary>Measures the heap, so nothing may run beside it.</summary>
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    const int Megabytes = 64;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_file_is_read_in_little_memory(bool packed)
    {
        using var stream = packed ? (Stream)new MemoryStream(PackedBlocks()) : new SyntheticStream((long)Megabytes << 20, FillBlock);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long lines = 0, most = 0;
        foreach (var line in TextLines.Read(stream, "long"))
            if (++lines % 131_072 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        Assert.Equal((long)Megabytes << 14, lines); // lines of 64 bytes
        Assert.InRange(most - before, -(64L << 20), 1L << 20);
    }

    static void FillBlock(Span<byte> buffer, long offset)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)((offset + i) % 64 == 63 ? '\n' : 'a' + ((offset + i) / 64 % 26));
    }

    static byte[] PackedBlocks()
    {
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 63) + "\n", 16_384)));
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            for (var i = 0; i < Megabytes; i++) gzip.Write(block);
        return memory.ToArray();
    }
}

[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryCollection;
