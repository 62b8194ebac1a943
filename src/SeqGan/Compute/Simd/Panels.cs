namespace SeqGan.Compute.Simd;

/// <summary>A weight matrix as <see cref="Tile"/> reads it fastest: panels of 32 columns, each with its rows one after another; 0 beyond the last column.</summary>
internal sealed unsafe class Panels : IDisposable
{
    readonly AlignedFloats _floats;

    /// <param name="depth">Rows.</param>
    /// <param name="columns">Columns.</param>
    public Panels(int depth, int columns)
    {
        (Depth, Columns) = (depth, columns);
        _floats = new AlignedFloats((long)depth * Tile.Padded(columns)).Clear();
    }

    /// <summary>Rows.</summary>
    public int Depth { get; }

    /// <summary>Columns, without the padding.</summary>
    public int Columns { get; }

    /// <summary>How many panels.</summary>
    public int Count => Tile.Padded(Columns) / Tile.Columns;

    /// <summary>A panel: <c>[depth, 32]</c>.</summary>
    public float* this[int panel] => _floats.Start + (nint)panel * Depth * Tile.Columns;

    /// <summary>Panels of a matrix that lies row by row: <c>[depth, columns]</c>.</summary>
    public static Panels Of(float* rows, int depth, int columns)
    {
        var panels = new Panels(depth, columns);
        for (var row = 0; row < depth; row++) Spread(rows + (nint)row * columns, columns, panels[0] + row * Tile.Columns, depth);
        return panels;
    }

    /// <summary>Copies a row, in pieces of 32, into panels of so many rows.</summary>
    public static void Spread(float* row, int count, float* to, int depth)
    {
        for (int some; count > 0; count -= some, row += some, to += (nint)depth * Tile.Columns)
        {
            some = Math.Min(count, Tile.Columns);
            new ReadOnlySpan<float>(row, some).CopyTo(new Span<float>(to, some));
        }
    }

    /// <summary>Takes in columns from <c>rows[column, k]</c>, a matrix as torch's linear layers keep it, transposed.</summary>
    /// <param name="rows">Its first number.</param>
    /// <param name="count">How many columns.</param>
    /// <param name="width">How many k, and the floats from column to column.</param>
    /// <param name="toColumn">The first column here.</param>
    /// <param name="toDepth">The first row here.</param>
    public void Take(float* rows, int count, int width, int toColumn = 0, int toDepth = 0)
    {
        for (int j = 0, some; j < count; j += some)
        {
            var (panel, column) = Math.DivRem(toColumn + j, Tile.Columns);
            some = Math.Min(Tile.Columns - column, count - j);
            Transposition.Run(rows + (nint)j * width, width, some, width, this[panel] + (nint)toDepth * Tile.Columns + column, Tile.Columns);
        }
    }

    public void Dispose() => _floats.Dispose();
}
