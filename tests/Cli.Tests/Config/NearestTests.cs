using SeqGan.Cli.Config;

namespace SeqGan.Cli.Tests.Config;

public sealed class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("rollouts", "rollouts", 0)]
    [InlineData("rolouts", "rollouts", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("bacth", "batch", 1)]
    [InlineData("ca", "abc", 3)] // restricted: no letter is touched twice
    public void Distance_counts_edits(string a, string b, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(a, b));
        Assert.Equal(distance, Nearest.Distance(b, a));
    }

    [Fact]
    public void A_word_far_from_all_has_no_nearest() => Assert.Null(Nearest.To("banana", ["rollouts", "batch"]));

    [Fact]
    public void Of_two_equally_near_words_the_first_in_order_is_meant() => Assert.Equal("seed", Nearest.To("see", ["seek", "seed"]));
}
