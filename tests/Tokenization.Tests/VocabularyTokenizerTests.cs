using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SeqGan.Tokenization.Tests;

public class VocabularyTokenizerTests
{
    public static TheoryData<string> Names => new(Tokenizers.Names);

    static VocabularyTokenizer Learned(string name, bool lowercase = false) =>
        (VocabularyTokenizer)TextCodec.Learn(Tokenizers.Create(name, lowercase), RandomText.Many(500)).Tokenizer!;

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranges_point_at_the_tokens_in_the_normalised_text(string name)
    {
        foreach (var lowercase in new[] { false, true })
        {
            var tokenizer = Learned(name, lowercase);
            foreach (var text in RandomText.Many(1000, 7))
            {
                var tokens = tokenizer.EncodeToTokens(text, out var normalized);
                Assert.Equal(normalized is null, tokenizer.Normalizer is null);
                Assert.Equal(tokens.Select(token => token.Value), tokens.Select(token => (normalized ?? text)[token.Offset]));
                Assert.Equal(tokenizer.Split(text), tokens.Select(token => token.Value));
                Assert.Equal(tokens.Select(token => token.Id), tokenizer.EncodeToIds(text));
                Assert.Equal(tokens.Select(token => token.Id), tokenizer.EncodeToIds(text.AsSpan()));
                Assert.Equal(tokens.Count, tokenizer.CountTokens(text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decoding_and_encoding_again_keeps_the_ids(string name)
    {
        var tokenizer = Learned(name);
        foreach (var text in RandomText.Many(500))
        {
            // Half surrogate pairs and control characters are unknown here; printed as U+FFFD they may fuse with an accent that follows.
            if (name == "character" && text.Any(sign => char.IsSurrogate(sign) || char.IsControl(sign))) continue;
            var ids = tokenizer.EncodeToIds(text);
            Assert.Equal(ids, tokenizer.EncodeToIds(tokenizer.Decode(ids)));
        }
    }

    [Theory]
    [InlineData("character", "塞外abc", "塞�abc")]
    [InlineData("word", "hello, there world.", "hello, � world.")]
    [InlineData("whitespace", "a <pad> b", "a � b")]
    public void An_unknown_token_is_printed_and_stays_unknown(string name, string text, string expected)
    {
        var tokenizer = Tokenizers.Create(name).WithVocabulary(new Vocabulary(["a", "b", "c", "塞", "hello", "world", ",", "."]));
        var ids = tokenizer.EncodeToIds(text);
        Assert.Equal(1, ids.Count(id => id == 3));
        Assert.Equal(expected, tokenizer.Decode(ids));
        Assert.Equal(ids, tokenizer.EncodeToIds(tokenizer.Decode(ids)));
    }

    [Fact]
    public void Decoding_skips_pad_and_begin_and_stops_at_end()
    {
        var tokenizer = new WordTokenizer(vocabulary: new Vocabulary(["a", "b"]));
        Assert.Equal("a b", tokenizer.Decode([1, 4, 0, 5, 2, 4, 0]));
        Assert.Equal("", tokenizer.Decode([2, 4]));
        Assert.Throws<InvalidOperationException>(() => tokenizer.Decode([4, 6]));
        Assert.Throws<InvalidOperationException>(() => tokenizer.Decode([-1]));
    }

    [Fact]
    public void A_short_buffer_gets_whole_tokens()
    {
        var tokenizer = new WordTokenizer(vocabulary: new Vocabulary(["ab", "cd"]));
        var buffer = new char[5];
        Assert.Equal(OperationStatus.DestinationTooSmall, tokenizer.Decode([1, 4, 5, 4, 2], buffer.AsSpan(0, 4), out var ids, out var chars));
        Assert.Equal((2, 2), (ids, chars));
        Assert.Equal(OperationStatus.Done, tokenizer.Decode([1, 4, 5, 2, 0], buffer, out ids, out chars));
        Assert.Equal((5, 5), (ids, chars));
        Assert.Equal("ab cd", new string(buffer));
    }

    [Fact]
    public void A_limit_cuts_after_a_token()
    {
        var tokenizer = new WordTokenizer(vocabulary: new Vocabulary(["ab", "cd"]));
        Assert.Equal([4, 5], tokenizer.EncodeToIds("ab  cd ab", 2, out _, out var consumed));
        Assert.Equal(6, consumed);
        Assert.Equal([4], tokenizer.EncodeToIds("ab  ", 2, out _, out consumed));
        Assert.Equal(4, consumed);
        Assert.Equal(7, tokenizer.GetIndexByTokenCountFromEnd("ab  cd ab", 1, out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.EncodeToIds("ab", 0, out _, out _));
    }

    [Fact]
    public void Each_step_can_be_left_out()
    {
        var tokenizer = new WordTokenizer(lowercase: true, new Vocabulary(["ab"]));
        Assert.Equal([3], tokenizer.EncodeToIds("AB", considerNormalization: false));
        Assert.Equal("ab ab", Assert.Single(tokenizer.EncodeToTokens("AB ab", out _, considerPreTokenization: false)).Value);
        Assert.Empty(tokenizer.EncodeToIds("", considerPreTokenization: false));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_vocabulary_there_are_no_ids(string name)
    {
        var error = Assert.Throws<InvalidInputException>(() => Tokenizers.Create(name).EncodeToIds("a"));
        Assert.Contains("no vocabulary", error.Message);
        Assert.Throws<InvalidInputException>(() => Tokenizers.Create(name).Decode([4]));
    }

    [Theory] // the first bytes of SHA-256 over the ids, as another process printed them
    [InlineData("character", "131f2fa3e1a289b4")]
    [InlineData("word", "e7a43d61a1d76994")]
    [InlineData("whitespace", "25ea33bad1d8ef58")]
    public void Ids_are_the_same_in_every_process(string name, string expected)
    {
        var tokenizer = Learned(name, lowercase: true);
        var ids = RandomText.Many(300, 9).SelectMany(text => tokenizer.EncodeToIds(text)).Select(id => id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', ids))))[..16]);
    }
}
