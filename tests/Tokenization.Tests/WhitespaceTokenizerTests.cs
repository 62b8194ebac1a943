namespace SeqGan.Tokenization.Tests;

public class WhitespaceTokenizerTests
{
    static readonly WhitespaceTokenizer _tokenizer = new();

    [Fact]
    public void Tokens_stand_between_blanks()
    {
        Assert.Equal(["Hello,", "don't", "<unk>", "塞外"], _tokenizer.Split(" Hello,  don't\t<unk>\u3000塞外\r\n"));
        Assert.Equal(["hello"], new WhitespaceTokenizer(lowercase: true).Split("HELLO"));
        Assert.Empty(_tokenizer.Split(" "));
    }

    [Fact]
    public void Joined_tokens_split_again()
    {
        foreach (var text in RandomText.Many(5000))
        {
            var tokens = _tokenizer.Split(text).ToArray();
            Assert.Equal(string.Join(' ', tokens), _tokenizer.Join(tokens));
            Assert.Equal(tokens, _tokenizer.Split(_tokenizer.Join(tokens)));
        }
    }
}
