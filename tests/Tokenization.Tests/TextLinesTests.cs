using System.Text;

namespace SeqGan.Tokenization.Tests;

public class TextLinesTests
{
    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static byte[] Packed(byte[] bytes) => Gzip.Pack(bytes);

    static string[] Read(byte[] bytes) => TextLines.Read(new MemoryStream(bytes), "in.txt").ToArray();

    static string Error(byte[] bytes)
    {
        var error = Assert.Throws<InvalidInputException>(() => Read(bytes));
        Assert.StartsWith("in.txt: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n  \n")]
    [InlineData("a", "a")]
    [InlineData("a\nb\n", "a", "b")]
    [InlineData("a\r\nb", "a", "b")]
    [InlineData("\uFEFFa\n\n \t\n塞外 \n👍", "a", "塞外 ", "👍")]
    [InlineData("\uFEFF")]
    [InlineData("a\rb\n", "a\rb")]
    public void Lines_are_read_plain_and_packed(string text, params string[] expected)
    {
        Assert.Equal(expected, Read(Bytes(text)));
        Assert.Equal(expected, Read(Packed(Bytes(text))));
    }

    [Fact]
    public void Blank_lines_are_kept_where_line_numbers_mean_something() =>
        Assert.Equal(["a", "", " ", "b"], TextLines.Read(new MemoryStream(Bytes("a\n\r\n \nb\n")), "in.txt", keepBlank: true));

    [Fact]
    public void A_packed_file_is_known_by_its_first_bytes_and_may_have_members()
    {
        var folder = Directory.CreateTempSubdirectory("seqgan-lines");
        try
        {
            var path = Path.Combine(folder.FullName, "plain.txt");
            File.WriteAllBytes(path, [.. Packed(Bytes("a\nb")), .. Packed(Bytes("c\nd"))]);
            var lines = TextLines.Read(path);
            Assert.Equal(["a", "bc", "d"], lines);
            Assert.Equal(["a", "bc", "d"], lines); // a file can be read again
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Any_line_length_around_the_buffer_is_read()
    {
        for (var length = 65_530; length < 65_545; length++)
        {
            var text = new string('x', length) + "\r\nb\n" + new string('y', 3 * length);
            foreach (var bytes in new[] { Bytes(text), Packed(Bytes(text)) })
                Assert.Equal([length, 1, 3 * length], Read(bytes).Select(line => line.Length));
        }
    }

    [Fact]
    public void Reading_a_byte_at_a_time_gives_the_same()
    {
        var bytes = Bytes("\uFEFFab\r\n塞外\n\nend");
        foreach (var source in new[] { bytes, Packed(bytes) })
        {
            using var slow = new SyntheticStream(source.Length, (buffer, offset) => source.AsSpan((int)offset, buffer.Length).CopyTo(buffer)) { MostAtOnce = 1 };
            Assert.Equal(["ab", "塞外", "end"], TextLines.Read(slow, "slow"));
        }
    }

    [Fact]
    public void What_is_no_utf8_is_named_with_line_and_byte()
    {
        Assert.Contains("line 2, byte 4: the text is not UTF-8", Error([.. Bytes("a\nb"), (byte)'c', 0xE9, (byte)'\n']));
        Assert.Contains("line 1, byte 5: the text is not UTF-8", Error([.. Bytes("\uFEFFab"), 0xE5, 0xA1]));           // cut inside a character
        Assert.Contains("line 1, byte 0: the text is not UTF-8", Error([0xED, 0xA0, 0x80]));                           // half a surrogate pair
        Assert.Contains("line 1, byte 1: the text is not UTF-8", Error([(byte)'a', 0xC0, 0x80]));                      // an overlong form
        Assert.Contains("line 2, byte 3: the text holds a zero byte", Error(Bytes("a\nb\0c\n")));
        Assert.Contains("UTF-16", Error([0xFF, 0xFE, (byte)'a', 0]));
        Assert.Contains("UTF-16", Error([0xFE, 0xFF, 0, (byte)'a']));
        Assert.Contains("line 2, byte 2: the text is not UTF-8", Error(Packed([.. Bytes("a\n"), 0xFF])));
    }

    [Fact]
    public void A_line_has_a_longest_length()
    {
        var longest = new string('x', TextLines.MaximumLineBytes);
        foreach (var end in new[] { "", "\n", "\r\n" })
        {
            Assert.Equal(2, Read(Bytes("a\n" + longest + end)).Length);
            Assert.Equal(2, Read(Packed(Bytes("a\n" + longest + end))).Length);
            Assert.Contains("line 2 (byte 2) is longer than 1048576 bytes", Error(Bytes("a\n" + longest + "x" + end)));
            Assert.Contains("line 2 (byte 2) is longer", Error(Packed(Bytes("a\n" + longest + "x" + end))));
        }
    }

    [Fact]
    public void An_endless_line_ends_in_an_error_soon()
    {
        using var endless = new SyntheticStream(long.MaxValue, (buffer, _) => buffer.Fill((byte)'x'));
        Assert.Throws<InvalidInputException>(() => TextLines.Read(endless, "endless").Count());
        Assert.InRange(endless.Served, 0, 4L * TextLines.MaximumLineBytes);
    }

    [Fact]
    public void A_packed_file_that_is_damaged_or_cut_short_is_refused()
    {
        var whole = Packed(Bytes(string.Join('\n', Enumerable.Range(0, 300).Select(i => $"line {i * 7919 % 1009}"))));
        var lines = Read(whole);
        Assert.Equal(300, lines.Length);
        for (var length = 2; length < whole.Length; length++) Assert.Contains("damaged or cut short", Error(whole[..length]));
        var refused = 0;
        for (var at = 10; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            try
            {
                Assert.Equal(lines, Read(damaged)); // a few bits are padding
            }
            catch (InvalidInputException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, whole.Length - 15, whole.Length - 10);
    }

    [Fact]
    public void A_bomb_is_refused_soon()
    {
        var member = Gzip.Pack(Bytes(string.Concat(Enumerable.Repeat(new string('x', 63) + "\n", 1 << 16))), System.IO.Compression.CompressionLevel.SmallestSize); // 4 MiB
        Assert.InRange((4 << 20) / member.Length, 250, 1032);
        using var endless = new SyntheticStream(long.MaxValue, (buffer, offset) =>
        {
            for (var i = 0; i < buffer.Length; i++) buffer[i] = member[(offset + i) % member.Length];
        });
        var lines = 0L;
        var error = Assert.Throws<InvalidInputException>(() => lines = TextLines.Read(endless, "in.txt").LongCount(_ => ++lines > 0));
        Assert.Matches("^in.txt: line [0-9]+: the gzip data unpack to more than 200 times their size", error.Message);
        Assert.InRange(lines, 64 << 14, 320 << 14); // of 64 bytes
    }

    [Fact]
    public void A_file_that_is_not_there_is_reported_at_once()
    {
        Assert.Contains("no such file", Assert.Throws<InvalidInputException>(() => { TextLines.Read("no/such.txt"); }).Message);
        Assert.Contains("is a folder", Assert.Throws<InvalidInputException>(() => { TextLines.Read(Path.GetTempPath()); }).Message);
    }
}
