namespace SeqGan.Tokenization.Tests;

public class TokenPoolTests
{
    [Fact]
    public void Equal_tokens_become_one_string()
    {
        var pool = new TokenPool();
        var (first, again) = (new string("cat"), new string("cat"));
        Assert.NotSame(first, again);
        Assert.Same(first, pool.Share(first));
        Assert.Same(first, pool.Share(again));
    }

    [Fact]
    public void Tokens_that_differ_in_any_character_stay_themselves()
    {
        var pool = new TokenPool();
        foreach (var token in (string[])["a", "A", "", "ß", "ss", "e\u0301", "\u00e9", "a\u00ad"])
            Assert.Same(token, pool.Share(token));
        Assert.Throws<ArgumentNullException>(() => pool.Share(null!));
    }
}
