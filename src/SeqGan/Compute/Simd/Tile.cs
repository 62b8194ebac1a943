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
    public static void Multiply<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        if (T.Count == 16)
        {
            Eight<T>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
            return;
        }
        Fours<T>(Columns, a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
    }

    /// <summary>The product of 8 rows by 16 columns, in half the time.</summary>
    /// <inheritdoc cref="Multiply"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyHalf<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        if (T.Count == 16)
        {
            Slim<T>(a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
            return;
        }
        Fours<T>(HalfColumns, a, aRow, aDepth, b, bDepth, depth, start, startRow, c, cRow);
    }

    // 16 registers hold the sums of 4 rows, not of 8.
    static void Fours<T>(int columns, float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        for (var column = 0; column < columns; column += 2 * T.Count)
        {
            Four<T>(a, aRow, aDepth, b + column, bDepth, depth, start + column, startRow, c + column, cRow);
            Four<T>(a + 4 * aRow, aRow, aDepth, b + column, bDepth, depth, start + 4 * startRow + column, startRow, c + 4 * cRow + column, cRow);
        }
    }

    static void Eight<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        var n = T.Count;
        T l0 = T.Load(start), r0 = T.Load(start + n);
        start += startRow;
        T l1 = T.Load(start), r1 = T.Load(start + n);
        start += startRow;
        T l2 = T.Load(start), r2 = T.Load(start + n);
        start += startRow;
        T l3 = T.Load(start), r3 = T.Load(start + n);
        start += startRow;
        T l4 = T.Load(start), r4 = T.Load(start + n);
        start += startRow;
        T l5 = T.Load(start), r5 = T.Load(start + n);
        start += startRow;
        T l6 = T.Load(start), r6 = T.Load(start + n);
        start += startRow;
        T l7 = T.Load(start), r7 = T.Load(start + n);
        float* a2 = a + 2 * aRow, a4 = a + 4 * aRow, a6 = a + 6 * aRow;
        for (var k = 0; k < depth; k++)
        {
            T left = T.Load(b), right = T.Load(b + n);
            var x = T.Of(*a);
            l0 = T.MultiplyAdd(x, left, l0);
            r0 = T.MultiplyAdd(x, right, r0);
            x = T.Of(a[aRow]);
            l1 = T.MultiplyAdd(x, left, l1);
            r1 = T.MultiplyAdd(x, right, r1);
            x = T.Of(*a2);
            l2 = T.MultiplyAdd(x, left, l2);
            r2 = T.MultiplyAdd(x, right, r2);
            x = T.Of(a2[aRow]);
            l3 = T.MultiplyAdd(x, left, l3);
            r3 = T.MultiplyAdd(x, right, r3);
            x = T.Of(*a4);
            l4 = T.MultiplyAdd(x, left, l4);
            r4 = T.MultiplyAdd(x, right, r4);
            x = T.Of(a4[aRow]);
            l5 = T.MultiplyAdd(x, left, l5);
            r5 = T.MultiplyAdd(x, right, r5);
            x = T.Of(*a6);
            l6 = T.MultiplyAdd(x, left, l6);
            r6 = T.MultiplyAdd(x, right, r6);
            x = T.Of(a6[aRow]);
            l7 = T.MultiplyAdd(x, left, l7);
            r7 = T.MultiplyAdd(x, right, r7);
            a += aDepth;
            a2 += aDepth;
            a4 += aDepth;
            a6 += aDepth;
            b += bDepth;
        }
        l0.Store(c);
        r0.Store(c + n);
        c += cRow;
        l1.Store(c);
        r1.Store(c + n);
        c += cRow;
        l2.Store(c);
        r2.Store(c + n);
        c += cRow;
        l3.Store(c);
        r3.Store(c + n);
        c += cRow;
        l4.Store(c);
        r4.Store(c + n);
        c += cRow;
        l5.Store(c);
        r5.Store(c + n);
        c += cRow;
        l6.Store(c);
        r6.Store(c + n);
        c += cRow;
        l7.Store(c);
        r7.Store(c + n);
    }

    static void Slim<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        T s0 = T.Load(start), s1 = T.Load(start + startRow), s2 = T.Load(start + 2 * startRow), s3 = T.Load(start + 3 * startRow);
        start += 4 * startRow;
        T s4 = T.Load(start), s5 = T.Load(start + startRow), s6 = T.Load(start + 2 * startRow), s7 = T.Load(start + 3 * startRow);
        float* a2 = a + 2 * aRow, a4 = a + 4 * aRow, a6 = a + 6 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var factor = T.Load(b);
            s0 = T.MultiplyAdd(T.Of(*a), factor, s0);
            s1 = T.MultiplyAdd(T.Of(a[aRow]), factor, s1);
            s2 = T.MultiplyAdd(T.Of(*a2), factor, s2);
            s3 = T.MultiplyAdd(T.Of(a2[aRow]), factor, s3);
            s4 = T.MultiplyAdd(T.Of(*a4), factor, s4);
            s5 = T.MultiplyAdd(T.Of(a4[aRow]), factor, s5);
            s6 = T.MultiplyAdd(T.Of(*a6), factor, s6);
            s7 = T.MultiplyAdd(T.Of(a6[aRow]), factor, s7);
            a += aDepth;
            a2 += aDepth;
            a4 += aDepth;
            a6 += aDepth;
            b += bDepth;
        }
        s0.Store(c);
        s1.Store(c + cRow);
        s2.Store(c + 2 * cRow);
        s3.Store(c + 3 * cRow);
        c += 4 * cRow;
        s4.Store(c);
        s5.Store(c + cRow);
        s6.Store(c + 2 * cRow);
        s7.Store(c + 3 * cRow);
    }

    static void Four<T>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T>
    {
        var n = T.Count;
        T l0 = T.Load(start), r0 = T.Load(start + n);
        start += startRow;
        T l1 = T.Load(start), r1 = T.Load(start + n);
        start += startRow;
        T l2 = T.Load(start), r2 = T.Load(start + n);
        start += startRow;
        T l3 = T.Load(start), r3 = T.Load(start + n);
        float* a2 = a + 2 * aRow;
        for (var k = 0; k < depth; k++)
        {
            T left = T.Load(b), right = T.Load(b + n);
            var x = T.Of(*a);
            l0 = T.MultiplyAdd(x, left, l0);
            r0 = T.MultiplyAdd(x, right, r0);
            x = T.Of(a[aRow]);
            l1 = T.MultiplyAdd(x, left, l1);
            r1 = T.MultiplyAdd(x, right, r1);
            x = T.Of(*a2);
            l2 = T.MultiplyAdd(x, left, l2);
            r2 = T.MultiplyAdd(x, right, r2);
            x = T.Of(a2[aRow]);
            l3 = T.MultiplyAdd(x, left, l3);
            r3 = T.MultiplyAdd(x, right, r3);
            a += aDepth;
            a2 += aDepth;
            b += bDepth;
        }
        l0.Store(c);
        r0.Store(c + n);
        c += cRow;
        l1.Store(c);
        r1.Store(c + n);
        c += cRow;
        l2.Store(c);
        r2.Store(c + n);
        c += cRow;
        l3.Store(c);
        r3.Store(c + n);
    }
}
