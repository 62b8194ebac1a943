namespace SeqGan.Eval;

/// <summary>Feature vectors of samples, such as an image network gives them: checked once, for every distance of sets.</summary>
public sealed class FeatureSet
{
    readonly float[] _rows; // [samples, features]

    /// <summary>Takes a copy.</summary>
    /// <param name="rows">Row by row: <c>[samples, features]</c>.</param>
    /// <param name="width">Features of a row.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, they do not fit the width, or a number is not finite.</exception>
    public FeatureSet(ReadOnlySpan<float> rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (rows.Length % width != 0) throw new ArgumentException($"features: {rows.Length} numbers are no rows of {width}");
        if (rows.Length / width < 2) throw new ArgumentException($"features: sets are compared by two samples or more, not {rows.Length / width}");
        for (var i = 0; i < rows.Length; i++)
            if (!float.IsFinite(rows[i])) throw new ArgumentException(FormattableString.Invariant($"features: row {i / width} holds {rows[i]}"));
        (_rows, Width, Count) = (rows.ToArray(), width, rows.Length / width);
    }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Features of a sample.</summary>
    public int Width { get; }

    /// <summary>The features of one sample.</summary>
    public ReadOnlySpan<float> this[int row] => _rows.AsSpan(row * Width, Width);

    /// <summary>So many of the samples, spread evenly over those there are; all, where there are no more.</summary>
    /// <param name="most">Two or more.</param>
    public FeatureSet Spread(int most) => most >= Count ? this : Select([.. Enumerable.Range(0, most).Select(i => (int)((long)i * Count / most))]);

    internal FeatureSet Select(ReadOnlySpan<int> rows)
    {
        var selected = new float[rows.Length * Width];
        for (var i = 0; i < rows.Length; i++) this[rows[i]].CopyTo(selected.AsSpan(i * Width));
        return new FeatureSet(selected, Width);
    }

    internal static void RequireAlike(FeatureSet first, FeatureSet second)
    {
        if (first.Width != second.Width) throw new ArgumentException($"features: one set has {first.Width} of them and the other {second.Width}");
    }
}
