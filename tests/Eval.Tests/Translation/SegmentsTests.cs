using SeqGan.Eval.Translation;

namespace SeqGan.Eval.Tests.Translation;

public sealed class SegmentsTests
{
    [Theory]
    [InlineData("13a")]
    [InlineData("zh")]
    [InlineData("char")]
    [InlineData("none")]
    public void Tokens_are_sacreBLEUs(string tokenizer) => Assert.All(TranslationGoldens.Lines.Where(line => line.Tokenizer == tokenizer), line =>
        Assert.Equal(line.Expected, Segments.Tokens(line.Line, TranslationGoldens.Named(tokenizer))));

    [Fact]
    public void A_word_broken_at_the_end_of_a_line_is_joined_by_13a_as_by_mteval() =>
        Assert.Equal(["today", "and", "tomorrow"], Segments.Tokens("to-\nday and\ntomorrow\n", TranslationTokenizer.V13a));

    [Fact]
    public void Characters_are_code_points_without_blanks() =>
        Assert.Equal(['a', 0x1F600, 'b', 0xE9], Segments.Characters(" a\U0001F600\u3000b\t\u00e9\u001f"));
}
