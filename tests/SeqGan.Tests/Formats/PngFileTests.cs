using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using static SeqGan.Tests.Formats.PngBytes;

namespace SeqGan.Tests.Formats;

public sealed class PngFileTests
{
    static PngFile Read(byte[] file) => PngFile.Read(new MemoryStream(file));

    static string Fault(params byte[][] chunks) => Assert.Throws<InvalidDataException>(() => Read(PngBytes.Whole(chunks))).Message;

    static byte[] Written(PngFile image)
    {
        using var stream = new MemoryStream();
        image.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void The_checksum_is_the_published_one() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    // Made with Python's struct and zlib by the rules of the standard; the first two have a row of each of the five filters.
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAFCAAAAABHxhIHAAAABUlEQVR42mNgYK4Z1LwAAAAaSURBVJexZ5QXUTJgktexdGO207X2YAGywgEj8AOFmjx3WwAAAABJRU5ErkJggg==", 1, 5, 4,
        new byte[] { 0, 7, 28, 63, 31, 51, 85, 133, 62, 95, 142, 203, 93, 139, 199, 17, 124, 183, 0, 87 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAAFCAIAAAAPE8H1AAAACXRFWHRDb21tZW50AHjX9HQIAAAAO0lEQVR42mNhYBXR9c5sX3qY2Tc41i08vaJDksk3IDgsMiY+KZXx+Vdej7SWRQfuMZi4JrRueWtQewUAm6cTCnrS9UEAAAAASUVORK5CYII=", 3, 5, 3,
        new byte[] { 0, 45, 180, 77, 131, 19, 154, 217, 114, 231, 47, 209, 52, 133, 48, 5, 80, 245, 85, 169, 87, 165, 2, 185, 245, 91, 27, 69, 180, 125, 20, 125, 64, 103, 217, 165, 186, 53, 10, 13, 145, 111, 96, 237, 212 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAoAAAACAQAAAABJGnB9AAAADklEQVR42mPY5MDg2wAABZoBwMYOj4wAAAAASUVORK5CYII=", 1, 2, 10,
        new byte[] { 255, 0, 255, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0, 255, 255, 0, 255, 255, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAUAAAABAgAAAAB5JSOOAAAAC0lEQVR42mOQbgAAALkAnMIqtqwAAAAASUVORK5CYII=", 1, 1, 5, new byte[] { 0, 85, 170, 255, 170 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABBAAAAAD7e6ZpAAAAC0lEQVR42mPgLwAAAJEAgK5ZEuYAAAAASUVORK5CYII=", 1, 1, 3, new byte[] { 0, 255, 119 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAAAAABuG5crAAAAD0lEQVR42mNgYPj/v6EBAAiAAv8e/CD1AAAAAElFTkSuQmCC", 1, 1, 3, new byte[] { 0, 255, 128 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAIAAADA54+dAAAAD0lEQVR42mPg4hIRkZMDAAFbAHnXc7BSAAAAAElFTkSuQmCC", 3, 1, 1, new byte[] { 10, 20, 30 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAQAAACx6dw/AAAAD0lEQVR42mM48f9EwwkGAA/iA9js1O0ZAAAAAElFTkSuQmCC", 1, 1, 3, new byte[] { 200, 100, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR42mPgEpH7/z/FyBgADFMDBHy7yswAAAAASUVORK5CYII=", 3, 1, 2, new byte[] { 10, 51, 20, 20, 30, 10 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAYAAABPhRjKAAAAEUlEQVR42mP4/z8lhYHB2BgAE98DLSy1cjEAAAAASUVORK5CYII=", 3, 1, 1, new byte[] { 51, 20, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAMAAADO4v//AAAADFBMVEX/AAAA/wAAAP8JCAei0mLAAAAADUlEQVR42mNgYGRiBgAADwAHW9CLfQAAAABJRU5ErkJggg==", 3, 1, 4,
        new byte[] { 255, 0, 0, 9, 0, 255, 0, 8, 0, 0, 255, 7 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgMAAACEUudeAAAADFBMVEX/AAAA/wAAAP8JCAei0mLAAAAAAnRSTlP/M1pnUVwAAAAKSURBVHjaY3gCAADmAOX1UvNDAAAAAElFTkSuQmCC", 3, 1, 4,
        new byte[] { 9, 0, 0, 255, 8, 0, 51, 0, 7, 255, 0, 0 })]
    public void Every_kind_of_pixel_is_read(string file, int channels, int height, int width, byte[] pixels)
    {
        var image = Read(Convert.FromBase64String(file));
        Assert.Equal((channels, height, width), (image.Channels, image.Height, image.Width));
        Assert.Equal(pixels, image.Pixels);
    }

    [Fact]
    public void What_is_written_is_read_again_and_written_alike()
    {
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var (channels, height, width) = (i % 2 == 0 ? 1 : 3, random.Next(1, 20), random.Next(1, 20));
            var image = new PngFile(channels, height, width, new byte[channels * height * width]);
            if (i % 3 == 0) random.NextBytes(image.Pixels);
            else for (var at = 0; at < image.Pixels.Length; at++) image.Pixels[at] = (byte)(at * (i % 5) + random.Next(3));
            var file = Written(image);
            var read = Read(file);
            Assert.Equal((channels, height, width), (read.Channels, read.Height, read.Width));
            Assert.Equal(image.Pixels, read.Pixels);
            Assert.Equal(file, Written(read));
        }
        Assert.Throws<ArgumentException>(() => Written(new PngFile(2, 1, 1, new byte[2])));
        Assert.Throws<ArgumentException>(() => Written(new PngFile(1, 2, 2, new byte[3])));
    }

    [Fact]
    public void Every_cut_every_byte_too_many_and_every_changed_byte_is_refused()
    {
        byte[] file = Written(new PngFile(3, 2, 3, [.. Enumerable.Range(0, 18).Select(i => (byte)(i * i))]));
        for (var length = 0; length < file.Length; length++) Assert.Throws<InvalidDataException>(() => Read(file[..length]));
        Assert.Contains("1 bytes follow its end", Assert.Throws<InvalidDataException>(() => Read([.. file, 0])).Message, StringComparison.Ordinal);
        for (var at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x20; // the bit that tells chunks that matter from others
            Assert.Throws<InvalidDataException>(() => Read(changed));
        }
    }

    [Fact]
    public void Dimensions_have_limits_and_must_be_backed_by_data()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims 0 x 1 pixels", Fault(Header(0, 1)), StringComparison.Ordinal);
        Assert.Contains("claims 1 x 0 pixels", Fault(Header(1, 0)), StringComparison.Ordinal);
        Assert.Contains("claims 4294967295 x 1 pixels", Fault(Header(-1, 1)), StringComparison.Ordinal);
        Assert.Contains("claims 16385 x 1 pixels", Fault(Header(16385, 1)), StringComparison.Ordinal);
        Assert.Contains("claims 16384 x 16384 pixels", Fault(Header(16384, 16384)), StringComparison.Ordinal);
        Assert.Contains("shorter than 16384 x 4096", Fault(Header(16384, 4096), Rows(new byte[1 << 20]), End), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 24);
    }

    [Fact]
    public void A_bomb_is_read_no_further_than_its_dimensions()
    {
        var bomb = Rows(new byte[50_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("longer than 2 x 2", Fault(Header(2, 2), bomb, End), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Damaged_data_are_refused()
    {
        Assert.Contains("shorter than 2 x 2", Fault(Header(2, 2), Rows(0, 1, 2, 0, 3), End), StringComparison.Ordinal);
        Assert.Contains("longer than 2 x 2", Fault(Header(2, 2), Rows(0, 1, 2, 0, 3, 4, 0), End), StringComparison.Ordinal);
        Assert.Contains("there is no filter 5", Fault(Header(2, 1), Rows(5, 1, 2), End), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Read(PngBytes.Whole(Header(2, 1), Chunk("IDAT", 1, 2, 3, 4, 5, 6, 7, 8), End)));
        var packed = Pack([0, 1, 2, 0, 3, 4]);
        packed[^1] ^= 1; // zlib's own checksum
        Assert.Throws<InvalidDataException>(() => Read(PngBytes.Whole(Header(2, 2), Chunk("IDAT", packed), End)));
    }

    [Fact]
    public void Palettes_must_have_the_colours_that_are_used()
    {
        var palette = Chunk("PLTE", 1, 2, 3, 4, 5, 6);
        Assert.Equal([1, 4, 2, 5, 3, 6], Read(PngBytes.Whole(Header(2, 1, 8, 3), palette, Rows(0, 0, 1), End)).Pixels);
        Assert.Contains("the colour 2, and the palette has 2", Fault(Header(2, 1, 8, 3), palette, Rows(0, 0, 2), End), StringComparison.Ordinal);
        Assert.Contains("no palette", Fault(Header(2, 1, 8, 3), Rows(0, 0, 1), End), StringComparison.Ordinal);
        Assert.Contains("4 bytes", Fault(Header(2, 1, 8, 3), Chunk("PLTE", 1, 2, 3, 4), Rows(0, 0, 0), End), StringComparison.Ordinal);
        Assert.Contains("771 bytes", Fault(Header(2, 1, 8, 3), Chunk("PLTE", new byte[771]), Rows(0, 0, 0), End), StringComparison.Ordinal);
        Assert.Contains("tRNS", Fault(Header(2, 1, 8, 3), palette, Chunk("tRNS", 1, 2, 3), Rows(0, 0, 0), End), StringComparison.Ordinal);
        Assert.Contains("transparent colour", Fault(Header(2, 1), Chunk("tRNS", 0, 1), Rows(0, 0, 0), End), StringComparison.Ordinal);
        Assert.Contains("PLTE", Fault(Header(2, 1), palette, Rows(0, 0, 0), End), StringComparison.Ordinal);
        Assert.Contains("PLTE", Fault(Header(2, 1, 8, 3), palette, palette, Rows(0, 0, 0), End), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_stand_in_their_order()
    {
        var (header, data) = (Header(2, 1), Rows(0, 1, 2));
        Assert.Equal([1, 2], Read(PngBytes.Whole(header, Chunk("tEXt", 7), data, Chunk("zzZz"), End)).Pixels);
        Assert.Contains("first chunk is not IHDR", Fault(data, header, End), StringComparison.Ordinal);
        Assert.Contains("two chunks IHDR", Fault(header, header, data, End), StringComparison.Ordinal);
        Assert.Contains("do not stand together", Fault(header, Rows(0, 1, 2), Chunk("tEXt"), data, End), StringComparison.Ordinal);
        Assert.Contains("no image data", Fault(header, End), StringComparison.Ordinal);
        Assert.Contains("cut short", Fault(header, data), StringComparison.Ordinal);
        Assert.Contains("IEND is not empty", Fault(header, data, Chunk("IEND", 1)), StringComparison.Ordinal);
        Assert.Contains("'ABCD', which is unknown", Fault(header, Chunk("ABCD"), data, End), StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_that_do_not_exist_or_are_not_supported_are_refused()
    {
        Assert.Contains("interlaced", Fault(Header(2, 1, interlace: 1), Rows(0, 1, 2), End), StringComparison.Ordinal);
        foreach (var (depth, colour) in new (byte, byte)[] { (3, 0), (4, 2), (16, 3), (1, 4), (2, 6), (8, 1), (8, 5), (0, 0), (32, 2) })
            Assert.Contains($"no colour type {colour} of {depth} bits", Fault(Header(2, 1, depth, colour), Rows(0, 1, 2), End), StringComparison.Ordinal);
        Assert.Contains("IHDR has 3 bytes", Fault(Chunk("IHDR", 1, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("no PNG file", Assert.Throws<InvalidDataException>(() => Read("GIF89a, as it were"u8.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x.png"], PngBytes.Whole(Header(2, 1), Rows(9, 1, 2), End));
        Assert.Equal($"{folder["x.png"]} cannot be used: there is no filter 9; save it again as a plain PNG file", Assert.Throws<InvalidInputException>(() => PngFile.Read(folder["x.png"])).Message);
        using (var sparse = File.Create(folder["y.png"])) sparse.SetLength((1L << 28) + 1);
        Assert.Contains("268435457 bytes", Assert.Throws<InvalidInputException>(() => PngFile.Read(folder["y.png"])).Message, StringComparison.Ordinal);
    }
}
