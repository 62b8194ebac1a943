namespace SeqGan.Eval.Tests;

public sealed class DistinctNgramsTests
{
    [Fact]
    public void It_is_different_ngrams_over_ngrams()
    {
        string[][] lines = [["a", "b", "a", "b"], ["b", "a"], ["c"]];
        Assert.Equal(3 / 7.0, DistinctNgrams.Ratio(lines, 1)); // a b c
        Assert.Equal(2 / 4.0, DistinctNgrams.Ratio(lines, 2)); // ab ba
        Assert.Equal(1, DistinctNgrams.Ratio(lines, 3)); // aba bab
        Assert.Equal(0, DistinctNgrams.Ratio(lines, 5));
    }

    [Fact]
    public void It_agrees_with_sets_of_joined_strings()
    {
        var lines = NaiveBleu.RandomLines(4, 50, 5, 0, 9);
        for (var n = 1; n <= 5; n++)
        {
            var all = lines.SelectMany(line => Enumerable.Range(0, Math.Max(0, line.Length - n + 1)).Select(i => string.Join(' ', line[i..(i + n)]))).ToList();
            Assert.Equal((double)all.Distinct().Count() / all.Count, DistinctNgrams.Ratio(lines, n));
        }
    }

    [Fact]
    public void No_lines_have_no_diversity_and_order_0_is_refused()
    {
        Assert.Equal(0, DistinctNgrams.Ratio<int>([], 2));
        Assert.Throws<ArgumentException>(() => DistinctNgrams.Ratio<int>([[1]], 0));
    }
}
