namespace SeqGan.Eval;

/// <summary>
/// Squared Euclidean distances of the samples of a set, as |x|² + |y|² - 2 x·y in float64: 0 for equal samples, alike in both
/// directions, and to about the sixteenth digit of the squares.
/// </summary>
internal sealed class SquaredDistances
{
    readonly PackedFeatures _set;
    readonly double[] _squares; // [samples]

    public SquaredDistances(FeatureSet features)
    {
        _set = new PackedFeatures(features);
        _squares = _set.Squares();
    }

    /// <summary>Hands out the distances of each sample of this set to every one of another: <see cref="PackedFeatures.ForEachRow(PackedFeatures, int, PackedFeatures.Row)"/>.</summary>
    public void ForEachRow(SquaredDistances others, int threads, PackedFeatures.Row use) => _set.ForEachRow(others._set, threads, (row, products) =>
    {
        var square = _squares[row];
        for (var i = 0; i < products.Length; i++) products[i] = Math.Max(0, square + others._squares[i] - 2 * products[i]);
        use(row, products);
    });

    /// <summary>The distances of each sample to the nearest others of the set, nearest first: [samples][most].</summary>
    /// <exception cref="ArgumentException">There are not so many others.</exception>
    public double[][] Nearest(int most, int threads)
    {
        if (most >= _set.Count) throw new ArgumentException($"neighbours: of {_set.Count} samples none has {most} others; give {most + 1} or more");
        var all = new double[_set.Count][];
        ForEachRow(this, threads, (row, distances) =>
        {
            var nearest = all[row] = new double[most];
            nearest.AsSpan().Fill(double.PositiveInfinity);
            distances[row] = double.PositiveInfinity; // it is not its own neighbour
            foreach (var distance in distances)
                if (distance < nearest[^1]) Insert(nearest, distance);
        });
        return all;
    }

    static void Insert(double[] nearest, double distance)
    {
        var at = nearest.Length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
        nearest[at] = distance;
    }
}
