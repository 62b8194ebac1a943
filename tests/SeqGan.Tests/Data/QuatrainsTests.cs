using SeqGan.TestSupport;

namespace SeqGan.Tests.Data;

/// <summary>What corpora/README.md promises of the corpus that comes along.</summary>
public sealed class QuatrainsTests
{
    static readonly string[] _poems = File.ReadAllLines(Path.Combine(Repository.Root, "corpora", "quatrains.txt"));

    [Fact]
    public void There_are_many_poems_of_twenty_ideographs_and_none_twice()
    {
        Assert.True(_poems.Length >= 300);
        Assert.All(_poems, poem => Assert.Matches(@"^[\u4e00-\u9fff]{20}$", poem));
        Assert.Equal(_poems.Length, _poems.Distinct().Count());
        Assert.True(_poems.SelectMany(poem => poem).Distinct().Count() >= 800);
    }

    [Fact]
    public void No_four_characters_stand_in_more_than_one_poem_of_a_hundred()
    {
        var counts = _poems.SelectMany(poem => Enumerable.Range(0, 17).Select(i => poem.Substring(i, 4)).Distinct()).CountBy(four => four);
        Assert.All(counts, four => Assert.True(four.Value <= _poems.Length / 100, four.Key));
    }
}
