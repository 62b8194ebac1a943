namespace SeqGan.Eval.Tests;

public sealed class LineNgramsTests
{
    [Fact]
    public void Ids_of_each_order_come_sorted_and_without_unknown_ones()
    {
        var index = new NgramIndex(3);
        var ngrams = new LineNgrams(index);
        ngrams.Begin([7, 8, 7, 8, 9]);
        Assert.Equal([0, 0, 1, 1, 2], ngrams.Add().ToArray()); // 7, 8, 9
        Assert.Equal([0, 0, 1, 2], ngrams.Add().ToArray()); // 78, 87, 89
        Assert.Equal([0, 1, 2], ngrams.Add().ToArray()); // 787, 878, 789

        ngrams.Begin([8, 9, 5, 7, 8]);
        Assert.Equal([0, 1, 1, 2], ngrams.Find().ToArray());
        Assert.Equal([0, 2], ngrams.Find().ToArray());
        Assert.Equal([], ngrams.Find().ToArray());
        Assert.Equal((3, 3, 3), (index.Count(1), index.Count(2), index.Count(3)));

        // A longer line after a shorter one, and one too short for the order.
        ngrams.Begin([.. Enumerable.Repeat(8, 40)]);
        Assert.Equal(Enumerable.Repeat(1, 40), ngrams.Find().ToArray());
        Assert.Empty(ngrams.Find().ToArray());
        ngrams.Begin([9]);
        Assert.Equal([2], ngrams.Find().ToArray());
        Assert.Empty(ngrams.Add().ToArray());
        ngrams.Begin([]);
        Assert.Empty(ngrams.Add().ToArray());
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4, 4, 4, 5, 6, 6)]
    [InlineData(2, 9, 9)]
    public void A_run_ends_where_the_id_does(int expected, params int[] sorted) => Assert.Equal(expected, LineNgrams.Run(sorted));
}
