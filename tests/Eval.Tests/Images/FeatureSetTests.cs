namespace SeqGan.Eval.Tests.Images;

public sealed class FeatureSetTests
{
    [Fact]
    public void A_set_keeps_its_own_rows()
    {
        float[] rows = [1, 2, 3, 4, 5, 6];
        var set = new FeatureSet(rows, 2);
        rows[2] = 9;
        Assert.Equal((3, 2), (set.Count, set.Width));
        Assert.Equal([3, 4], set[1].ToArray());
    }

    [Fact]
    public void Fewer_samples_are_spread_evenly()
    {
        var set = new FeatureSet([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 1);
        Assert.Equal([0f, 2, 5, 7], Enumerable.Range(0, 4).Select(row => set.Spread(4)[row][0]));
        Assert.Same(set, set.Spread(10));
    }

    [Fact]
    public void What_is_no_set_of_features_is_refused_in_a_line()
    {
        Assert.Equal("features: sets are compared by two samples or more, not 1", Assert.Throws<ArgumentException>(() => new FeatureSet([1, 2], 2)).Message);
        Assert.Equal("features: sets are compared by two samples or more, not 0", Assert.Throws<ArgumentException>(() => new FeatureSet([], 2)).Message);
        Assert.Equal("features: 3 numbers are no rows of 2", Assert.Throws<ArgumentException>(() => new FeatureSet([1, 2, 3], 2)).Message);
        Assert.Equal("features: row 1 holds NaN", Assert.Throws<ArgumentException>(() => new FeatureSet([1, 2, 3, float.NaN], 2)).Message);
        Assert.Equal("features: row 0 holds -Infinity", Assert.Throws<ArgumentException>(() => new FeatureSet([1, float.NegativeInfinity, 3, 4], 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureSet([1, 2], 0));
    }
}
