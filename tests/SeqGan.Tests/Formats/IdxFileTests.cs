using System.IO.Compression;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Formats;

public sealed class IdxFileTests
{
    // Two images of 2 x 3, as the format's page describes them.
    static readonly byte[] _images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255];

    static byte[] Pack(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(bytes);
        return memory.ToArray();
    }

    static IdxFile Read(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_plain_and_packed(bool packed)
    {
        var images = Read(packed ? Pack(_images) : _images);
        Assert.Equal([2, 2, 3], images.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255], images.Values);
        byte[] labels = [0, 0, 8, 1, 0, 0x20, 0, 1, .. Enumerable.Range(0, 0x200001).Select(i => (byte)(i % 10))];
        var read = Read(packed ? Pack(labels) : labels);
        Assert.Equal([0x200001], read.Shape);
        Assert.True(labels.AsSpan(8).SequenceEqual(read.Values));
    }

    [Fact]
    public void Every_cut_and_every_byte_too_many_is_refused()
    {
        for (var length = 0; length < _images.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(_images[..length]));
            Assert.Throws<InvalidDataException>(() => Read(Pack(_images[..length])));
        }
        Assert.Throws<InvalidDataException>(() => Read([.. _images, 0]));
        Assert.Throws<InvalidDataException>(() => Read(Pack([.. _images, 0])));
    }

    [Theory]
    [InlineData("no IDX file", new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 })]
    [InlineData("the type 13, not unsigned bytes", new byte[] { 0, 0, 13, 1, 0, 0, 0, 0 })]
    [InlineData("0 dimensions", new byte[] { 0, 0, 8, 0, 1 })]
    [InlineData("9 dimensions", new byte[] { 0, 0, 8, 9, 0, 0, 0, 0 })]
    [InlineData("beyond 2147483647", new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 })]
    [InlineData("too short for its shape (2147483647, 2147483647)", new byte[] { 0, 0, 8, 2, 127, 255, 255, 255, 127, 255, 255, 255 })]
    [InlineData("too short for its shape (65536, 65536)", new byte[] { 0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0 })]
    public void Another_file_is_refused(string fault, byte[] bytes)
    {
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => Read(bytes)).Message, StringComparison.Ordinal);
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => Read(Pack(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_that_claims_what_no_file_of_its_size_holds_takes_no_memory()
    {
        var bomb = Pack([0, 0, 8, 1, 0x10, 0, 0, 0, .. new byte[100_000]]); // claims 256 MiB
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("too short", Assert.Throws<InvalidDataException>(() => Read(bomb)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x"], _images);
        Assert.Equal([2, 2, 3], IdxFile.Read(folder["x"]).Shape);
        File.WriteAllBytes(folder["x"], _images[..^1]);
        Assert.Equal($"{folder["x"]} cannot be used: it has 11 bytes of data where its shape (2, 2, 3) needs 12; fetch it again", Assert.Throws<InvalidInputException>(() => IdxFile.Read(folder["x"])).Message);
    }
}
