using System.IO.Compression;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Formats;

public sealed class CifarFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static byte[] Image(int start) => [.. Enumerable.Range(start, CifarFile.ImageBytes).Select(i => (byte)(i % 251))];

    string Write(params byte[] bytes)
    {
        File.WriteAllBytes(_folder["x.bin"], bytes);
        return _folder["x.bin"];
    }

    [Fact]
    public void Records_of_both_kinds_are_read()
    {
        var ten = CifarFile.Read10(Write([9, .. Image(0), 3, .. Image(7)]));
        Assert.Equal([9, 3], ten.Labels);
        Assert.Empty(ten.Groups);
        Assert.Equal([.. Image(0), .. Image(7)], ten.Pixels);

        var hundred = CifarFile.Read100(Write([19, 99, .. Image(0), 0, 42, .. Image(7)]));
        Assert.Equal([99, 42], hundred.Labels);
        Assert.Equal([19, 0], hundred.Groups);
        Assert.Equal([.. Image(0), .. Image(7)], hundred.Pixels);
    }

    [Fact]
    public void Wrong_lengths_and_labels_are_refused()
    {
        void Refused(string fault, Func<string, CifarFile> read, params byte[] bytes) =>
            Assert.Contains($"x.bin cannot be used: {fault}", Assert.Throws<InvalidInputException>(() => read(Write(bytes))).Message, StringComparison.Ordinal);

        Refused("its 3072 bytes are no whole number of records of 3073", CifarFile.Read10, Image(0));
        Refused("its 3074 bytes are no whole number of records of 3073", CifarFile.Read10, [1, 2, .. Image(0)]);
        Refused("its 3073 bytes are no whole number of records of 3074", CifarFile.Read100, [1, .. Image(0)]);
        Refused("its record 2 has a label that CIFAR-10 does not have", CifarFile.Read10, [1, .. Image(0), 10, .. Image(0)]);
        Refused("its record 1 has a label that CIFAR-100 does not have", CifarFile.Read100, [1, 100, .. Image(0)]);
        Refused("its record 1 has a label that CIFAR-100 does not have", CifarFile.Read100, [20, 1, .. Image(0)]);
        Refused("it is empty", CifarFile.Read10);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_read()
    {
        using (var sparse = File.Create(_folder["x.bin"])) sparse.SetLength(3073L * 400_000);
        Assert.Contains("1229200000 bytes", Assert.Throws<InvalidInputException>(() => CifarFile.Read10(_folder["x.bin"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_files_are_read_and_refused_as_plain_ones()
    {
        static byte[] Pack(byte[] bytes)
        {
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(bytes);
            return memory.ToArray();
        }

        byte[] plain = [.. Enumerable.Range(0, 1500).SelectMany(i => new byte[] { (byte)(i % 10) }.Concat(Image(i)))];
        var ten = CifarFile.Read10(Write(Pack(plain)));
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => (byte)(i % 10)), ten.Labels);
        Assert.Equal(1500 * CifarFile.ImageBytes, ten.Pixels.Length);
        Assert.Equal(Image(1499), ten.Pixels[^CifarFile.ImageBytes..]);

        void Refused(string fault, byte[] bytes) => Assert.Contains(fault, Assert.Throws<InvalidInputException>(() => CifarFile.Read10(Write(bytes))).Message, StringComparison.Ordinal);
        Refused("its 4609499 bytes are no whole number of records of 3073", Pack(plain[..^1]));
        Refused("its record 1 has a label", Pack([10, .. Image(0)]));
        Refused("it holds no image", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]); // nothing, packed
        Refused("cannot be used", Pack(plain)[..^2000]);
        Refused("unpacks to more than 200 times its size", Pack(new byte[3073 * 32_000]));
    }
}
