namespace SeqGan.Eval.Tests;

public sealed class DiversityTests
{
    static readonly string[][] _lines = [["a", "b"], ["a", "b"], ["b", "a"], []];

    [Fact]
    public void Unique_and_novel_lines_are_counted()
    {
        Assert.Equal(0.75, Diversity.UniqueLines(_lines));
        Assert.Equal(1, Diversity.UniqueLines<string>([["a"], ["a", "a"]]));
        Assert.Equal(0.5, Diversity.NovelLines(_lines, [["a", "b"], ["a", "c"]]));
        Assert.Equal(0.75, Diversity.NovelLines(_lines, [[]]));
        Assert.Equal(1, Diversity.NovelLines(_lines, []));
    }

    /// <summary>Three a and three b: ln 2. Two "a b" and one "b a": ln 3 - 2/3 ln 2.</summary>
    [Fact]
    public void Entropy_is_that_of_the_ngrams_shares()
    {
        Assert.Equal(Math.Log(2), Diversity.Entropy(_lines, 1), 1e-15);
        Assert.Equal(Math.Log(3) - 2.0 / 3 * Math.Log(2), Diversity.Entropy(_lines, 2), 1e-15);
        Assert.Equal(0, Diversity.Entropy(_lines, 3));
        Assert.Equal(Math.Log(1000), Diversity.Entropy<int>([[.. Enumerable.Range(0, 1000)]], 1), 1e-12);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Diversity.UniqueLines<int>([]));
        Assert.Throws<ArgumentException>(() => Diversity.NovelLines<int>([], [[1]]));
        Assert.Throws<ArgumentException>(() => Diversity.Entropy<int>([], 1));
        Assert.Throws<ArgumentException>(() => Diversity.Entropy(_lines, 0));
    }
}
