using System.Runtime.CompilerServices;

namespace SeqGan.Compute.Simd;

/// <summary>
/// The product that all kernels share: 8 rows by 32 columns, c = start + a b, with its sums in registers. The order of
/// each sum is that of the depth, so that a row's result depends neither on its neighbours nor on the width of a register.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 8;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 32;

    /// <summary>Columns of half a tile.</summary>
    public const int HalfColumns = Columns / 2;

    /// <summary>The least multiple of a tile's columns that is not below a count.</summary>
    public static int Padded(int columns) => (columns + Columns - 1) / Columns * Columns;

    /// <summary>c[r, j] = start[r, j] + the sum over k of a[r, k] b[k, j].</summary>
    /// <param name="a">a[r, k] is at <c>a + r * aRow + k * aDepth</c>.</param>
    /// <param name="aRow">Floats from row to row.</param>
    /// <param name="aDepth">Floats from k to k.</param>
    /// <param name="b">b[k, j] is at <c>b + k * bDepth + j</c>.</param>
    /// <param name="bDepth">Floats from k to k.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="start">start[r, j] is at <c>start + r * startRow + j</c>; it may be c.</param>
    /// <param name="startRow">Floats from row to row; 0: all rows start alike.</param>
    /// <param name="c">c[r, j] is at <c>c + r * cRow + j</c>.</param>
    /// <param name="cRow">Floats from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> =>
        Multiply<T, FloatProduct<T>>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);

    /// <summary>The same of any product.</summary>
    /// <inheritdoc cref="Multiply{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
    {
        if (T.Count == 16)
        {
            TileBlocks.Eight<T, TProduct>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
            return;
        }
        if (T.Count == 8) // 16 registers: 12 sums at a time where that divides the tile
        {
            TileBlocks.Six<T, TProduct>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
            TileBlocks.Six<T, TProduct>(a, aRow, aDepth, b + HalfColumns, bDepth, depth, start + HalfColumns, startRow, c + HalfColumns, cRow);
            TileBlocks.Two<T, TProduct>(a + 6 * aRow, aRow, aDepth, b, bDepth, depth, start + 6 * startRow, startRow, c + 6 * cRow, cRow);
            return;
        }
        Fours<T, TProduct>(Columns, a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
    }

    /// <summary>The product of 8 rows by 16 columns, in half the time.</summary>
    /// <inheritdoc cref="Multiply{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyHalf<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        if (T.Count == 16)
        {
            TileBlocks.Slim<T, FloatProduct<T>>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
            return;
        }
        Fours<T, FloatProduct<T>>(HalfColumns, a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
    }

    /// <summary>The sum of 32 floats side by side: one half is added to the other until one is left, whatever the width of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<T>(float* row) where T : unmanaged, ILanes<T>
    {
        if (T.Count == 16) return (T.Load(row) + T.Load(row + 16)).Sum();
        if (T.Count == 8) return (T.Load(row) + T.Load(row + 16) + (T.Load(row + 8) + T.Load(row + 24))).Sum();
        var halves = stackalloc float[HalfColumns];
        for (var i = 0; i < HalfColumns; i++) halves[i] = row[i] + row[i + HalfColumns];
        for (var half = HalfColumns / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++) halves[i] += halves[i + half];
        return *halves;
    }

    // By blocks of 4 rows and two registers.
    static void Fours<T, TProduct>(int columns, float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
    {
        for (var column = 0; column < columns; column += 2 * T.Count)
        {
            TileBlocks.Four<T, TProduct>(a, aRow, aDepth, b + column, bDepth, depth, start + column, startRow, c + column, cRow);
            TileBlocks.Four<T, TProduct>(a + 4 * aRow, aRow, aDepth, b + column, bDepth, depth, start + 4 * startRow + column, startRow, c + 4 * cRow + column, cRow);
        }
    }
}
