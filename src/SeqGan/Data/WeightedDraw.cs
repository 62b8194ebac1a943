using SeqGan.Compute;

namespace SeqGan.Data;

/// <summary>Draws items with replacement, each in proportion to its odds: a function of a key.</summary>
internal sealed class WeightedDraw
{
    readonly double[] _until; // the odds of the items up to and with this one

    /// <param name="odds">Each above 0 and finite.</param>
    public WeightedDraw(IReadOnlyList<double> odds)
    {
        _until = new double[odds.Count];
        var (sum, most) = (0.0, odds.Max()); // no sum of shares overflows
        for (var i = 0; i < _until.Length; i++) _until[i] = sum += odds[i] / most;
    }

    /// <summary>So many draws.</summary>
    public int[] Of(ulong key, int count)
    {
        var drawn = new int[count];
        for (var i = 0; i < count; i++) drawn[i] = Find(KeyedRandom.Uniform(KeyedRandom.Key(key, i)) * _until[^1]);
        return drawn;
    }

    // The first item whose running sum is above the point.
    int Find(double point)
    {
        var (low, high) = (0, _until.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_until[middle] > point) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
