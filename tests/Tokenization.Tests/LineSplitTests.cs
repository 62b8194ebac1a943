namespace SeqGan.Tokenization.Tests;

public class LineSplitTests
{
    [Fact]
    public void The_parts_are_about_90_5_and_5_percent()
    {
        var split = LineSplit.Of(Enumerable.Range(0, 20_000).Select(i => i.ToString("x")));
        Assert.InRange(split.Train.Count, 17_800, 18_200); // 18,000 with a standard deviation of 42
        Assert.InRange(split.Valid.Count, 870, 1_130);     // 1,000 with 31
        Assert.InRange(split.Test.Count, 870, 1_130);
        Assert.Equal(20_000, split.Train.Count + split.Valid.Count + split.Test.Count);
    }

    [Fact]
    public void Equal_lines_lie_on_one_side_and_order_is_kept()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"line {i % 100}").ToArray();
        var split = LineSplit.Of(lines);
        Assert.Empty(split.Train.Intersect(split.Valid.Concat(split.Test)));
        Assert.Empty(split.Valid.Intersect(split.Test));
        Assert.Equal(lines.Where(line => LineSplit.SplitOf(line) == Split.Train), split.Train);
        Assert.Equal(LineSplit.SplitOf("a line"), LineSplit.SplitOf(" a line\t"));
    }

    [Theory] // from Python: int.from_bytes(hashlib.sha256(line.encode()).digest()[:8], 'big') % 100
    [InlineData("", "Train")]
    [InlineData("塞外悲风切交河冰已结瀚海百重波阴山千里雪", "Train")]
    [InlineData("a man rides a bicycle .", "Test")]
    [InlineData("line 39", "Valid")]
    [InlineData("line 76", "Test")]
    public void A_line_has_the_same_side_in_every_process(string line, string side) => Assert.Equal(side, LineSplit.SplitOf(line).ToString());
}
