namespace SeqGan.Tokenization.Tests;

public class VocabularyTests
{
    static KeyValuePair<string, long>[] Counts(params (string Token, long Count)[] counts) =>
        counts.Select(pair => KeyValuePair.Create(pair.Token, pair.Count)).ToArray();

    [Fact]
    public void Special_ids_come_first()
    {
        var vocabulary = new Vocabulary(["b", "a"]);
        Assert.Equal((0, 1, 2, 3), (vocabulary.PadId, vocabulary.BeginId, vocabulary.EndId, vocabulary.UnknownId));
        Assert.Equal(["<pad>", "<s>", "</s>", "<unk>", "b", "a"], vocabulary.Tokens);
        Assert.Equal(6, vocabulary.Size);
        Assert.Equal(5, vocabulary.IdOf("a"));
        Assert.Equal(5, vocabulary.IdOf("a".AsSpan()));
        Assert.Equal("a", vocabulary.TokenOf(5));
        Assert.Equal("</s>", vocabulary.TokenOf(2));
    }

    [Fact]
    public void Ids_follow_the_count_and_then_the_ordinal_order()
    {
        var vocabulary = Vocabulary.FromCounts(Counts(("b", 2), ("é", 2), ("Z", 2), ("a", 1), ("c", 9)));
        Assert.Equal(["c", "Z", "b", "é", "a"], vocabulary.Tokens.Skip(4));
    }

    [Fact]
    public void Rare_tokens_go_by_count_and_by_size()
    {
        var counts = Counts(("a", 5), ("b", 4), ("c", 3), ("d", 1));
        Assert.Equal(["a", "b", "c"], Vocabulary.FromCounts(counts, new() { MinimumCount = 2 }).Tokens.Skip(4));
        Assert.Equal(["a", "b"], Vocabulary.FromCounts(counts, new() { MaximumSize = 6 }).Tokens.Skip(4));
    }

    [Theory]
    [InlineData("<pad>")]
    [InlineData("<s>")]
    [InlineData("</s>")]
    [InlineData("<unk>")]
    [InlineData("\uFFFD")]
    [InlineData("")]
    [InlineData("never seen")]
    public void Text_that_looks_like_a_special_token_is_unknown(string token)
    {
        var vocabulary = Vocabulary.FromCounts(Counts((token, 99), ("a", 1)), new() { MinimumCount = token == "never seen" ? 100 : 1 });
        Assert.Equal(vocabulary.UnknownId, vocabulary.IdOf(token));
        Assert.False(vocabulary.TryIdOf(token, out _));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_unknown() =>
        Assert.Equal(["a"], Vocabulary.FromCounts(Counts(("\uD800", 9), ("a\uDC00", 9), ("a", 1))).Tokens.Skip(4));

    [Fact]
    public void Impossible_options_and_tokens_are_refused_in_one_line()
    {
        AssertOneLine(Assert.Throws<InvalidInputException>(() => Vocabulary.FromCounts([], new() { MinimumCount = 0 })));
        AssertOneLine(Assert.Throws<InvalidInputException>(() => Vocabulary.FromCounts([], new() { MaximumSize = 4 })));
        AssertOneLine(Assert.Throws<InvalidInputException>(() => new Vocabulary(["a\n", "a\n"])));
        AssertOneLine(Assert.Throws<InvalidInputException>(() => new Vocabulary(["<pad>"])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a"]).TokenOf(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a"]).TokenOf(-1));
    }

    static void AssertOneLine(Exception error) => Assert.DoesNotContain('\n', error.Message);
}
