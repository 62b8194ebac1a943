namespace SeqGan.Tokenization.Tests;

public class CharacterTokenizerTests
{
    static readonly CharacterTokenizer _tokenizer = new();

    [Theory]
    [InlineData("塞外悲风", "塞|外|悲|风")]
    [InlineData("塞 外　悲\t风 。", "塞|外|悲|风|。")]
    [InlineData("  ab \t c ", "a|b| |c")]
    [InlineData("用 C 写 诗", "用| |C| |写|诗")]
    [InlineData("한 글", "한| |글")]
    [InlineData("e\u0301👩‍👩‍👧‍👦🇫🇷𠀀", "e\u0301|👩‍👩‍👧‍👦|🇫🇷|𠀀")]
    [InlineData("ab\r\ncd", "a|b| |c|d")]
    [InlineData("<pad>", "<|p|a|d|>")]
    public void Tokens_are_characters_as_a_reader_sees_them(string text, string expected) =>
        Assert.Equal(expected.Split('|'), _tokenizer.Split(text));

    [Fact]
    public void Nothing_and_blanks_have_no_tokens()
    {
        Assert.Empty(_tokenizer.Split(""));
        Assert.Empty(_tokenizer.Split(" \t\u3000\r\n"));
    }

    [Fact]
    public void Lower_case_is_an_option() => Assert.Equal(["a", "é", " ", "b"], new CharacterTokenizer(lowercase: true).Split("AÉ B"));

    [Fact]
    public void Joined_tokens_are_the_normalised_text_and_split_again()
    {
        foreach (var text in RandomText.Many(5000))
        {
            var tokens = _tokenizer.Split(text).ToArray();
            var joined = _tokenizer.Join(tokens);
            Assert.Equal(_tokenizer.Normalizer.Normalize(text), joined);
            Assert.Equal(tokens, _tokenizer.Split(joined));
        }
    }
}
