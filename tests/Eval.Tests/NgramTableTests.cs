namespace SeqGan.Eval.Tests;

public sealed class NgramTableTests
{
    // Crowded keys (small, and far more than the first table holds), and keys from the whole range of ints.
    [Theory]
    [InlineData(40, 60)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Ids_are_those_of_a_dictionary_through_every_growth(int prefixes, int tokens)
    {
        var (random, table, expected) = (new Random(1), new NgramTable(), new Dictionary<(int, int), int>());
        for (var i = 0; i < 20000; i++)
        {
            var pair = (random.Next(prefixes), random.Next(tokens));
            Assert.Equal(expected.TryGetValue(pair, out var id) ? id : -1, table.Find(pair.Item1, pair.Item2));
            if (i % 2 == 1) continue;
            expected.TryAdd(pair, expected.Count);
            Assert.Equal(expected[pair], table.Add(pair.Item1, pair.Item2));
            Assert.Equal(expected.Count, table.Count);
        }
        foreach (var (pair, id) in expected) Assert.Equal(id, table.Find(pair.Item1, pair.Item2));
        Assert.Equal(-1, table.Find(0, -1)); // a token that nobody knows
    }

    [Fact]
    public void A_pair_is_not_its_reverse()
    {
        var table = new NgramTable();
        Assert.Equal(0, table.Add(1, 2));
        Assert.Equal(-1, table.Find(2, 1));
        Assert.Equal(1, table.Add(2, 1));
        Assert.Equal(0, table.Add(1, 2));
    }
}
