using SeqGan.Text.Filters;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text.Filters;

public sealed class LinePatternTests
{
    [Theory]
    [InlineData("a|ab", "ab", true)] // not only the first alternative that fits
    [InlineData("a", "ab", false)]
    [InlineData("b", "ab", false)]
    [InlineData("[a-z ]+", "two words", true)]
    [InlineData("(?i)AB", "ab", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData(@"(.)(.)\2\1", "abba", true)] // needs backtracking
    [InlineData(@"(.)(.)\2\1", "abab", false)]
    [InlineData("(?=.*月).{5}", "明月照大江", true)]
    public void Whole_lines_match(string pattern, string line, bool expected) => Assert.Equal(expected, new LinePattern(pattern).Accepts(line));

    [Theory]
    [InlineData("(a")]
    [InlineData("a)|(b")] // a pattern only inside other brackets
    [InlineData("[z-a]")]
    [InlineData("*")]
    [InlineData(@"\")]
    public void A_bad_pattern_is_bad_input(string pattern)
    {
        var error = Assert.Throws<InvalidInputException>(() => new LinePattern(pattern));
        Assert.Matches("^match: .*give a .NET regular expression$", error.Message);
    }

    [Fact]
    public void Repeats_of_repeats_take_linear_time() => Assert.False(new LinePattern("(a+)+b").Accepts(new string('a', 50_000)));

    [Fact]
    public void A_pattern_that_would_never_end_is_bad_input()
    {
        var pattern = new LinePattern(@"(a+)+\1b"); // a group reference: no linear time
        var error = Assert.Throws<InvalidInputException>(() => pattern.Accepts(new string('a', 60)));
        Assert.StartsWith(@"match: '(a+)+\1b' needs more than 1 s for one line", error.Message, StringComparison.Ordinal);
    }
}
