namespace SeqGan.Tokenization.Tests;

public class TokenizersTests
{
    [Fact]
    public void Every_name_makes_its_tokenizer()
    {
        foreach (var name in Tokenizers.Names)
        {
            Assert.Equal(name, Tokenizers.Create(name).Name);
            Assert.False(Tokenizers.Create(name).Lowercase);
            Assert.True(Tokenizers.Create(name, lowercase: true).WithVocabulary(new Vocabulary([])).Lowercase);
        }
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.Equal(
            "there is no tokenizer 'wrod'; use one of character, word, whitespace",
            Assert.Throws<InvalidInputException>(() => Tokenizers.Create("wrod")).Message);
}
