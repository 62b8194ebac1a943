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

    [Theory]
    [InlineData("long.jsonl", "{\"id\":123,\"text\":\"a text of some words in a field\"}\n")]
    [InlineData("long.csv", "1234567,\"a text, \"\"quoted\"\", of two\nlines in a field\",abcdefg\n")]
    [InlineData("long.tsv", "1234567\ta text of \"some\" words in the second column\tabcdefg123\n")]
    public void Long_records_are_read_in_little_memory(string name, string row)
    {
        var bytes = Encoding.ASCII.GetBytes(row);
        const int Rows = 300_000; // 16 MB
        using var stream = new SyntheticStream((long)Rows * bytes.Length, (buffer, offset) => Repeat(bytes, buffer, offset));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long records = 0, most = 0;
        foreach (var record in TextRecords.Read(stream, name, new RecordOptions { Column = "2" }))
            if (++records % 65_536 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        Assert.Equal(Rows, records);
        Assert.InRange(most - before, -(64L << 20), 1L << 20);
    }

    static void Repeat(byte[] row, Span<byte> buffer, long offset)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = row[(offset + i) % row.Length];
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
