using SeqGan.Data;
using SeqGan.Text.Filters;

namespace SeqGan.Tests.Text.Filters;

public sealed class SharedSpansTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(70_000, 3)] // ids of four bytes
    public void It_agrees_with_the_longest_common_substring(int vocabulary, int seed)
    {
        // Few different ids, so that spans meet; the largest ones where the vocabulary is large.
        int[] Line(int number) => [.. Dice.Of(seed, number).Take(Dice.Of(seed, number, 1).First() % 13).Select(n => vocabulary - 1 - n % 3)];
        for (var round = 0; round < 20; round++)
        {
            var training = new SequenceStore(vocabulary);
            int[][] lines = [.. Enumerable.Range(round * 100, round).Select(Line)];
            foreach (var line in lines) training.Add(line);
            for (var length = 1; length <= 9; length++)
            {
                var spans = new SharedSpans(training, length);
                for (var i = 0; i < 30; i++)
                {
                    var candidate = Line(10_000 + round * 100 + i);
                    var longest = lines.Select(line => LongestCommonSubstring(line, candidate)).DefaultIfEmpty().Max();
                    Assert.True(spans.AnyIn(candidate) == longest >= length, $"round {round}, length {length}: {string.Join(' ', candidate)}");
                }
            }
        }
    }

    [Fact]
    public void A_span_does_not_run_on_from_one_line_into_the_next()
    {
        var training = new SequenceStore(10);
        training.Add([1, 2, 3]);
        training.Add([4, 5, 6]);
        Assert.True(new SharedSpans(training, 3).AnyIn([0, 4, 5, 6]));
        Assert.False(new SharedSpans(training, 3).AnyIn([2, 3, 4, 5]));
        Assert.False(new SharedSpans(training, 4).AnyIn([1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void The_end_token_is_no_part_of_a_line()
    {
        var training = new SequenceStore(10);
        training.Add([4, 5]);
        training.EndWith(2);
        Assert.False(new SharedSpans(training, 3).AnyIn([4, 5, 2]));
        Assert.True(new SharedSpans(training, 2).AnyIn([4, 5, 2]));
    }

    [Fact]
    public void Lines_that_are_all_the_same_are_one_span()
    {
        var training = new SequenceStore(5);
        for (var i = 0; i < 20_000; i++) training.Add([1, 1, 1, 1, 1, 1, 1, 1]);
        var spans = new SharedSpans(training, 4);
        Assert.True(spans.AnyIn([0, 1, 1, 1, 1]));
        Assert.False(spans.AnyIn([1, 1, 1, 0, 1, 1, 1]));
    }

    // The textbook's table: common[j] is the length of the longest common suffix of first[..i] and second[..j].
    static int LongestCommonSubstring(int[] first, int[] second)
    {
        var (longest, common) = (0, new int[second.Length + 1]);
        foreach (var id in first)
        {
            for (var j = second.Length; j > 0; j--)
            {
                common[j] = id == second[j - 1] ? common[j - 1] + 1 : 0;
                longest = Math.Max(longest, common[j]);
            }
        }
        return longest;
    }
}
