using Microsoft.ML.Tokenizers;

namespace SeqGan.Compat.Tests.Tokenizers;

public class TokenizerTests
{
    readonly LetterTokenizer _tokenizer = new(LowerCaseNormalizer.Instance);

    [Fact]
    public void Ids_are_those_of_the_tokens()
    {
        Assert.Equal(['a', 'b', 'c'], _tokenizer.EncodeToIds("ab  bc c").Select(id => (char)id));
        Assert.Equal(_tokenizer.EncodeToIds("Ab bc"), _tokenizer.EncodeToIds("Ab bc".AsSpan()));
        Assert.Equal(3, _tokenizer.CountTokens("ab bc c"));
        Assert.Equal(3, _tokenizer.CountTokens("ab bc c".AsSpan()));
    }

    [Fact]
    public void Tokens_carry_value_and_range_of_the_normalised_text()
    {
        var tokens = _tokenizer.EncodeToTokens("AB  Cd", out var normalized);
        Assert.Equal("ab  cd", normalized);
        Assert.Equal(["ab", "cd"], tokens.Select(token => token.Value));
        Assert.Equal(["ab", "cd"], tokens.Select(token => normalized![token.Offset]));
        Assert.True(tokens[1].Equals(new EncodedToken('c', "cd", 4..6)));
        Assert.False(tokens[1].Equals(new EncodedToken('c', "cd", 3..6)));
    }

    [Fact]
    public void Normalised_text_is_null_when_nothing_was_normalised()
    {
        _tokenizer.EncodeToTokens("AB", out var skipped, considerNormalization: false);
        Assert.Null(skipped);
        new LetterTokenizer().EncodeToTokens("AB", out var none);
        Assert.Null(none);
    }

    [Fact]
    public void Public_calls_switch_both_steps_on_and_set_no_limit()
    {
        _tokenizer.EncodeToIds("a b");
        Assert.True(_tokenizer.LastSettings.ConsiderNormalization);
        Assert.True(_tokenizer.LastSettings.ConsiderPreTokenization);
        Assert.Equal(int.MaxValue, _tokenizer.LastSettings.MaxTokenCount);
        _tokenizer.CountTokens("a b", considerPreTokenization: false, considerNormalization: false);
        Assert.False(_tokenizer.LastSettings.ConsiderNormalization);
        Assert.False(_tokenizer.LastSettings.ConsiderPreTokenization);
    }

    [Fact]
    public void A_string_comes_as_text_and_a_span_without()
    {
        _tokenizer.EncodeToIds("a b");
        Assert.False(_tokenizer.LastTextWasNull);
        _tokenizer.EncodeToIds("a b".AsSpan());
        Assert.True(_tokenizer.LastTextWasNull);
    }

    [Fact]
    public void New_settings_have_no_limit_and_both_steps_off()
    {
        var settings = new EncodeSettings();
        Assert.Equal(int.MaxValue, settings.MaxTokenCount);
        Assert.False(settings.ConsiderNormalization);
        Assert.False(settings.ConsiderPreTokenization);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(9, 8)]
    public void A_limit_cuts_ids_and_tells_the_characters_used(int limit, int consumed)
    {
        var ids = _tokenizer.EncodeToIds("AB  CD e", limit, out var normalized, out var chars);
        Assert.Equal(Math.Min(limit, 3), ids.Count);
        Assert.Equal(consumed, chars);
        Assert.Equal("ab  cd e", normalized);
        Assert.Equal(ids, _tokenizer.EncodeToIds("AB  CD e".AsSpan(), limit, out _, out var again));
        Assert.Equal(consumed, again);
    }

    [Theory]
    [InlineData(0, 0, 0, 9)]
    [InlineData(1, 1, 2, 8)]
    [InlineData(2, 2, 6, 4)]
    [InlineData(9, 3, 9, 0)]
    public void The_index_of_a_token_count_is_found_from_both_ends(int limit, int count, int fromStart, int fromEnd)
    {
        const string text = "AB  CD  e"; // pieces at 0..2, 4..6, 8..9
        Assert.Equal(fromStart, _tokenizer.GetIndexByTokenCount(text, limit, out var normalized, out var tokens));
        Assert.Equal(count, tokens);
        Assert.Equal("ab  cd  e", normalized);
        Assert.Equal(fromStart, _tokenizer.GetIndexByTokenCount(text.AsSpan(), limit, out _, out _));
        Assert.Equal(fromEnd, _tokenizer.GetIndexByTokenCountFromEnd(text, limit, out _, out tokens));
        Assert.Equal(count, tokens);
        Assert.Equal(fromEnd, _tokenizer.GetIndexByTokenCountFromEnd(text.AsSpan(), limit, out _, out _));
    }

    [Fact]
    public void Decoding_grows_its_buffer_until_the_text_fits()
    {
        var ids = Enumerable.Range(0, 100_000).Select(i => 'a' + (i % 26)); // a sequence without a count
        Assert.Equal(string.Concat(ids.Select(id => (char)id)), _tokenizer.Decode(ids));
        Assert.InRange(_tokenizer.DecodeCalls, 2, 20);
        Assert.Equal("", _tokenizer.Decode([]));
    }

    [Fact]
    public void Decoding_refuses_null_and_ids_that_cannot_be_decoded()
    {
        Assert.Throws<ArgumentNullException>(() => _tokenizer.Decode(null!));
        Assert.Throws<InvalidOperationException>(() => _tokenizer.Decode([1, -1]));
    }
}
