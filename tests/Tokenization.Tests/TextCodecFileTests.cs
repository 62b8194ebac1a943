using System.Text;

namespace SeqGan.Tokenization.Tests;

public class TextCodecFileTests
{
    const string Vocabulary = "\"vocabulary\":[\"<pad>\",\"<s>\",\"</s>\",\"<unk>\",\"a\"]";

    static string Saved(TextCodec codec)
    {
        using var stream = new MemoryStream();
        codec.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static TextCodec Load(string json, Microsoft.ML.Tokenizers.Tokenizer? foreign = null) =>
        TextCodec.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)), foreign, "codec.json");

    [Fact]
    public void Ours_are_loaded_as_they_were_saved()
    {
        foreach (var name in Tokenizers.Names)
        {
            var codec = TextCodec.Learn(Tokenizers.Create(name, lowercase: true), RandomText.Many(300));
            var loaded = Load(Saved(codec));
            Assert.Equal(name, loaded.Name);
            Assert.Equal(Saved(codec), Saved(loaded));
            foreach (var text in RandomText.Many(300, 4)) Assert.Equal(codec.Encode(text), loaded.Encode(text));
        }
    }

    [Fact]
    public void The_file_is_readable()
    {
        var codec = TextCodec.Learn(new CharacterTokenizer(), ["塞外塞"]);
        Assert.Equal(
            """
            {
              "tokenizer": "character",
              "lowercase": false,
              "vocabulary": [
                "<pad>",
                "<s>",
                "</s>",
                "<unk>",
                "塞",
                "外"
              ]
            }
            """.ReplaceLineEndings("\n"),
            Saved(codec));
    }

    [Fact]
    public void A_foreign_codec_needs_its_tokenizer_again()
    {
        var codec = TextCodec.Learn(new PairTokenizer(), ["abcd", "a👍👍b", "塞外"]); // cuts through a surrogate pair
        var json = Saved(codec);
        var loaded = Load(json, new PairTokenizer());
        Assert.Equal(codec.Encode("abcd塞外zz"), loaded.Encode("abcd塞外zz"));
        Assert.Equal("abcd塞外", loaded.Decode(loaded.Encode("abcd塞外")));
        Assert.Equal(Enumerable.Range(0, codec.Size).Select(codec.TokenOf), Enumerable.Range(0, codec.Size).Select(loaded.TokenOf));
        Assert.Contains("needs the 'PairTokenizer'", Assert.Throws<InvalidInputException>(() => Load(json)).Message);
        Assert.Throws<InvalidInputException>(() => Load(json, new WordTokenizer()));
    }

    [Fact]
    public void An_ids_codec_is_its_size()
    {
        Assert.Equal("{\n  \"tokenizer\": \"ids\",\n  \"size\": 5000\n}", Saved(TextCodec.Ids(5000)));
        Assert.Equal(5000, Load(Saved(TextCodec.Ids(5000))).Size);
    }

    [Theory]
    [InlineData("{\"tokenizer\":\"wrod\",\"lowercase\":false," + Vocabulary + "}", "none of character, word, whitespace")]
    [InlineData("{\"lowercase\":false," + Vocabulary + "}", "no 'tokenizer'")]
    [InlineData("{\"tokenizer\":1,\"lowercase\":false," + Vocabulary + "}", "must be a string")]
    [InlineData("{\"tokenizer\":\"word\"," + Vocabulary + "}", "no 'lowercase'")]
    [InlineData("{\"tokenizer\":\"word\",\"lowercase\":\"no\"," + Vocabulary + "}", "true or false")]
    [InlineData("{\"tokenizer\":\"word\",\"lowercase\":false}", "no 'vocabulary'")]
    [InlineData("{\"tokenizer\":\"word\",\"lowercase\":false,\"size\":3," + Vocabulary + "}", "unknown property 'size'")]
    [InlineData("{\"tokenizer\":\"ids\",\"size\":0}", "1 or more")]
    [InlineData("{\"tokenizer\":\"ids\",\"size\":1.5}", "must be an integer")]
    [InlineData("{\"tokenizer\":\"ids\",\"size\":99999999999}", "must be an integer")]
    [InlineData("{\"tokenizer\":\"ids\"}", "no 'size'")]
    public void A_damaged_file_is_refused_in_one_line(string json, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Load(json));
        Assert.StartsWith("codec.json: ", error.Message);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("\"ids\":[1,2]", "2 entries for the 1 tokens")]
    [InlineData("\"ids\":[\"1\"]", "integers only")]
    [InlineData("\"ids\":[1e99]", "integers only")]
    public void A_damaged_renumbering_is_refused(string ids, string expected)
    {
        var json = "{\"tokenizer\":\"foreign\",\"type\":\"PairTokenizer\"," + Vocabulary + "," + ids + "}";
        Assert.Contains(expected, Assert.Throws<InvalidInputException>(() => Load(json, new PairTokenizer())).Message);
    }

    [Fact]
    public void No_other_tokenizer_can_be_forced_on_ours()
    {
        var json = Saved(TextCodec.Learn(new WordTokenizer(), ["a"]));
        Assert.Throws<InvalidInputException>(() => Load(json, new PairTokenizer()));
    }
}
