using System.Text;

namespace SeqGan.Tokenization.Tests;

public class VocabularyFileTests
{
    const string Specials = "\"<pad>\",\"<s>\",\"</s>\",\"<unk>\"";

    static Vocabulary Load(string json) => Vocabulary.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)), "v.json");

    static string Saved(Vocabulary vocabulary)
    {
        using var stream = new MemoryStream();
        vocabulary.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        var vocabulary = new Vocabulary(["塞", "𠀀", "👩‍👩‍👧", "\"", "\\", "<", "\u0001", "\u2028", "\u007F", "a b", "/"]);
        Assert.Equal(vocabulary.Tokens, Load(Saved(vocabulary)).Tokens);
    }

    [Fact]
    public void The_file_is_readable_in_any_script()
    {
        Assert.Equal(
            "{\n  \"vocabulary\": [\n    \"<pad>\",\n    \"<s>\",\n    \"</s>\",\n    \"<unk>\",\n    \"塞\",\n    \"𠀀\",\n    \"👍\",\n    \"it's\"\n  ]\n}",
            Saved(new Vocabulary(["塞", "𠀀", "👍", "it's"])));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Equal(5, Load("\uFEFF{\"vocabulary\":[" + Specials + ",\"a\"]}").Size);

    [Theory]
    [InlineData("", "cut short")]
    [InlineData("{\"vocabulary\":[" + Specials + ",\"a", "cut short at line 1")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "has no 'vocabulary'")]
    [InlineData("{\"vocabulary\":3}", "must be an array")]
    [InlineData("{\"vocabulary\":[" + Specials + ",5]}", "strings only")]
    [InlineData("{\"vocabulary\":[" + Specials + ",null]}", "strings only")]
    [InlineData("{\"vocabulary\":[\"<pad>\",\"<s>\",\"a\"]}", "must begin with <pad> <s> </s> <unk>")]
    [InlineData("{\"vocabulary\":[\"<s>\",\"<pad>\",\"</s>\",\"<unk>\"]}", "must begin with")]
    [InlineData("{\"vocabulary\":[" + Specials + ",\"a\",\"a\"]}", "token 5 is 'a', which has id 4")]
    [InlineData("{\"vocabulary\":[" + Specials + ",\"<s>\"]}", "reserved")]
    [InlineData("{\"vocabulary\":[" + Specials + ",\"\"]}", "empty")]
    [InlineData("{\"vocabulary\":[" + Specials + ",\"\\uD800\"]}", "no Unicode")]
    [InlineData("{\"vocabulary\":[" + Specials + "],\"vocabulary\":[]}", "twice")]
    [InlineData("{\"vocabulary\":[" + Specials + "],\"extra\\n\":1}", "unknown property 'extra\\u000A'")]
    [InlineData("{\"vocabulary\":[" + Specials + "]} // comment", "no JSON")]
    [InlineData("{\"vocabulary\":[" + Specials + ",]}", "no JSON")]
    [InlineData("{\"vocabulary\":[[[[[[[[[[]]]]]]]]]]}", "no JSON")]
    public void A_damaged_file_is_refused_in_one_line_that_names_it(string json, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Load(json));
        Assert.StartsWith("v.json: ", error.Message);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Any_cut_and_any_flipped_byte_is_refused_or_gives_a_sound_vocabulary()
    {
        var bytes = Encoding.UTF8.GetBytes(Saved(new Vocabulary(["塞", "👍", "a"])));
        for (var at = 0; at < bytes.Length; at++)
        {
            Assert.Throws<InvalidInputException>(() => Vocabulary.Load(new MemoryStream(bytes, 0, at)));
            foreach (var mask in new[] { 0x01, 0x20, 0x80, 0xFF })
            {
                var damaged = bytes.ToArray();
                damaged[at] ^= (byte)mask;
                try
                {
                    Assert.Equal(7, Vocabulary.Load(new MemoryStream(damaged)).Size);
                }
                catch (InvalidInputException error)
                {
                    Assert.DoesNotContain('\n', error.Message);
                }
            }
        }
    }

    [Fact]
    public void A_vocabulary_whose_file_could_not_be_read_again_is_not_saved()
    {
        var vocabulary = new Vocabulary(Enumerable.Range(0, 23).Select(i => new string('塞', 1 << 20) + i)); // 3 MiB each
        Assert.Contains("more than the 64 MiB that can be read again; set max-vocabulary", Assert.Throws<InvalidInputException>(() => vocabulary.Save(Stream.Null)).Message);
    }

    [Fact]
    public void An_oversized_file_is_refused_before_it_fills_the_memory()
    {
        using var endless = new SyntheticStream(long.MaxValue, (buffer, _) => buffer.Fill((byte)' '));
        Assert.Contains("larger than", Assert.Throws<InvalidInputException>(() => Vocabulary.Load(endless)).Message);
        Assert.InRange(endless.Served, 0, JsonFile.MaximumBytes + (1 << 20));
    }
}
