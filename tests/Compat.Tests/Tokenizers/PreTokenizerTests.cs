using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Compat.Tests.Tokenizers;

public class PreTokenizerTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \t\n", new string[0])]
    [InlineData(" ab, c\u3000d\u00A0e ", new[] { "ab,", "c", "d", "e" })]
    public void White_space_separates(string text, string[] expected)
    {
        Assert.Equal(expected, Cut(PreTokenizer.CreateWhiteSpace(), text));
        Assert.Same(PreTokenizer.CreateWhiteSpace(), PreTokenizer.CreateWhiteSpace());
    }

    [Fact]
    public void Special_tokens_are_pieces_of_their_own()
    {
        var special = new Dictionary<string, int> { ["<s>"] = 0, ["|+"] = 1 };
        Assert.Equal(["<s>", "ab", "|+", "c", "<s>"], Cut(PreTokenizer.CreateWhiteSpace(special), "<s>ab|+c <s>"));
    }

    [Fact]
    public void A_regular_expression_keeps_its_matches_only()
    {
        var digits = new RegexPreTokenizer(new Regex("[0-9]+"), null);
        Assert.Equal(["12", "3"], Cut(digits, "a12b 3c"));
        Assert.Throws<ArgumentNullException>(() => new RegexPreTokenizer(null!, null));
    }

    [Fact]
    public void Lower_case_is_invariant_and_keeps_the_length()
    {
        Assert.Equal("straße ñ и", LowerCaseNormalizer.Instance.Normalize("STRAßE Ñ И"));
        Assert.Equal("ab", LowerCaseNormalizer.Instance.Normalize("AB".AsSpan()));
        Assert.Equal("", new LowerCaseNormalizer().Normalize(ReadOnlySpan<char>.Empty));
    }

    static string[] Cut(PreTokenizer preTokenizer, string text)
    {
        var pieces = preTokenizer.PreTokenize(text).ToArray();
        Assert.Equal(pieces, preTokenizer.PreTokenize(text.AsSpan()).ToArray());
        return pieces.Select(piece => text.Substring(piece.Offset, piece.Length)).ToArray();
    }
}
