using SeqGan.Text.Filters;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text.Filters;

public sealed class VerseFormTests
{
    [Theory]
    [InlineData("4x5", "床前明月光疑是地上霜举头望明月低头思故乡", true)] // nothing parts the lines
    [InlineData("4x5", "床前明月光，疑是地上霜。举头望明月，低头思故乡。", true)]
    [InlineData("4x5", "床前明月光 疑是地上霜 举头望明月 低头思故乡", true)]
    [InlineData("4x5", "「床前明月光……疑是地上霜！！举头望明月」 低头思故乡", true)]
    [InlineData("4x5", "床前明月光，疑是地上霜。举头望明月，低头思故", false)]
    [InlineData("4x5", "床前明月光，疑是地上霜。举头望明月低头思故乡", false)] // three lines
    [InlineData("4x5", "床前明月光疑是地上霜，举头望明月低头思故乡", false)] // two lines of ten
    [InlineData("2x10", "床前明月光疑是地上霜，举头望明月低头思故乡", true)]
    [InlineData("4x7", "床前明月光疑是地上霜举头望明月低头思故乡", false)]
    [InlineData("1x3", "abc", true)]
    [InlineData("1x3", "abc!", true)]
    [InlineData("3x1", "a b c", true)]
    [InlineData("1x2", "a\u0301👩‍🚀", true)] // as a reader counts: an accented letter and one person
    [InlineData("1x1", "", false)]
    [InlineData("1x1", " ，", false)]
    public void A_poem_has_its_form_or_not(string form, string text, bool expected) => Assert.Equal(expected, VerseForm.Parse(form).Accepts(text));

    [Fact]
    public void Random_poems_agree_with_a_split_of_their_text()
    {
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Dice.Of(i, 1).Take(Dice.Of(i, 2).First() % 12).Select(n => "月山 ，"[n % 4]));
            var lines = text.Split([' ', '，'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var (rows, columns) in new[] { (1, 4), (2, 2), (2, 3), (4, 1) })
            {
                var expected = lines.Length == 1 ? lines[0].Length == rows * columns : lines.Length == rows && lines.All(line => line.Length == columns);
                Assert.True(expected == VerseForm.Parse($"{rows}x{columns}").Accepts(text), $"{rows}x{columns}: '{text}'");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4x")]
    [InlineData("x5")]
    [InlineData("4x5x6")]
    [InlineData("0x5")]
    [InlineData("4x-5")]
    [InlineData("4x 5")]
    [InlineData("4x99999999999")]
    public void What_is_no_form_is_refused(string form) =>
        Assert.StartsWith($"form is '{form}'; ", Assert.Throws<InvalidInputException>(() => VerseForm.Parse(form)).Message, StringComparison.Ordinal);
}
