namespace SeqGan.Eval.Tests;

public sealed class ScoreSignatureTests
{
    [Fact]
    public void Fields_stand_in_a_fixed_order() => Assert.Equal(
        $"bleu-4|refs:2000|pooled|tok:character|case:mixed|smooth:method1|seqgan:{ScoreSignature.Version}",
        ScoreSignature.Bleu("bleu-4", "2000", "pooled", "character", lowercase: false, new()));

    [Fact]
    public void Unusual_settings_are_named()
    {
        Assert.Equal(
            $"bleu-2|refs:1|paired|tok:word|case:lower|smooth:method0|weights:0.25,0.75|seqgan:{ScoreSignature.Version}",
            ScoreSignature.Bleu("bleu-2", "1", "paired", "word", lowercase: true,
                new() { MaxOrder = 2, Weights = [0.25, 0.75], Smoothing = BleuSmoothing.Method0 }));
        Assert.Contains("|smooth:method1(0.05)|", ScoreSignature.Bleu("b", "1", "paired", "word", false, new() { Epsilon = 0.05 }));
    }

    [Theory]
    [InlineData(BleuSmoothing.Method2, "method2")]
    [InlineData(BleuSmoothing.Method4, "method4(3)")]
    [InlineData(BleuSmoothing.Method5, "method5")]
    [InlineData(BleuSmoothing.Method6, "method6(2.5)")]
    [InlineData(BleuSmoothing.Method7, "method7(3)")]
    public void A_smoothing_is_named_with_the_number_that_it_takes(BleuSmoothing smoothing, string expected) =>
        Assert.Contains($"|smooth:{expected}|", ScoreSignature.Bleu("b", "1", "paired", "word", false, new() { Smoothing = smoothing, Epsilon = 0.05, Alpha = 2.5, K = 3 }));

    [Fact]
    public void The_version_is_a_plain_one() => Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", ScoreSignature.Version);

    [Theory]
    [InlineData("a|b")]
    [InlineData("a\nb")]
    [InlineData(" ")]
    public void Fields_that_would_break_the_line_are_refused(string field) =>
        Assert.Throws<ArgumentException>(() => ScoreSignature.Of("bleu-2", field));
}
