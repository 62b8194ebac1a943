using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class KeyedRandomTests
{
    [Fact]
    public void Uniform_numbers_fill_their_interval_evenly()
    {
        const int Draws = 100_000, Cells = 100;
        var cells = new int[Cells];
        for (var i = 0; i < Draws; i++) cells[(int)(KeyedRandom.Uniform(KeyedRandom.Key(42, i)) * Cells)]++;
        var chiSquare = cells.Sum(count => Math.Pow(count - Draws / Cells, 2) / (Draws / Cells));
        Assert.InRange(chiSquare, 60, 150); // 99 degrees of freedom
    }

    [Fact]
    public void Keys_of_neighbours_are_unrelated()
    {
        // The mean product of numbers less a half is 0 with deviation 1/12 / sqrt(n) for independent ones.
        const int Draws = 100_000;
        double Product(Func<int, ulong> other) => Enumerable.Range(0, Draws).Average(i => (KeyedRandom.Uniform(KeyedRandom.Key(1, i)) - 0.5) * (KeyedRandom.Uniform(other(i)) - 0.5));
        Assert.InRange(Product(i => KeyedRandom.Key(1, i + 1)), -0.0015, 0.0015);
        Assert.InRange(Product(i => KeyedRandom.Key(2, i)), -0.0015, 0.0015);
        Assert.InRange(Product(i => KeyedRandom.Key(KeyedRandom.Key(1, i), 0)), -0.0015, 0.0015);
    }

    [Fact]
    public void A_permutation_has_every_item_once_and_all_orders_alike()
    {
        Assert.Equal(Enumerable.Range(0, 1000), KeyedRandom.Permutation(5, 1000).Order());
        var orders = Enumerable.Range(0, 24_000).GroupBy(i => string.Join(' ', KeyedRandom.Permutation(KeyedRandom.Key(9, i), 4))).Select(group => group.Count()).ToArray();
        Assert.Equal(24, orders.Length);
        Assert.All(orders, count => Assert.InRange(count, 860, 1140)); // 1000 +- 4.5 deviations
    }

    [Fact] // printed by a Python implementation of the same definition
    public void The_numbers_are_the_same_in_every_process_and_version()
    {
        Assert.Equal([0.0952600147438234, 0.7952502605023518, 0.956175311909645], Enumerable.Range(0, 3).Select(i => KeyedRandom.Uniform(KeyedRandom.Key(7, i, -3))));
        Assert.Equal([1, 4, 0, 2, 3, 5], KeyedRandom.Permutation(5, 6));
    }
}
