namespace SeqGan.Compute.Simd;

/// <summary>
/// The blocks that a <see cref="Tile"/> falls into: as many sums as stay in registers beside a row of b and a number of a. A sum waits some four
/// cycles for the product before it, and two products begin in each cycle, so that 8 sums just keep a processor busy and 12 do so with ease.
/// </summary>
/// <remarks>Parameters are those of <see cref="Tile.Multiply{T}"/>; a block has the first rows and columns of what they point to.</remarks>
internal static unsafe class TileBlocks
{
    /// <summary>8 rows by two registers: 16 sums, for processors with 32 registers.</summary>
    public static void Eight<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
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
            var x0 = T.Of(*a);
            TProduct.Add(ref l0, x0, left);
            TProduct.Add(ref r0, x0, right);
            var x1 = T.Of(a[aRow]);
            TProduct.Add(ref l1, x1, left);
            TProduct.Add(ref r1, x1, right);
            var x2 = T.Of(*a2);
            TProduct.Add(ref l2, x2, left);
            TProduct.Add(ref r2, x2, right);
            var x3 = T.Of(a2[aRow]);
            TProduct.Add(ref l3, x3, left);
            TProduct.Add(ref r3, x3, right);
            var x4 = T.Of(*a4);
            TProduct.Add(ref l4, x4, left);
            TProduct.Add(ref r4, x4, right);
            var x5 = T.Of(a4[aRow]);
            TProduct.Add(ref l5, x5, left);
            TProduct.Add(ref r5, x5, right);
            var x6 = T.Of(*a6);
            TProduct.Add(ref l6, x6, left);
            TProduct.Add(ref r6, x6, right);
            var x7 = T.Of(a6[aRow]);
            TProduct.Add(ref l7, x7, left);
            TProduct.Add(ref r7, x7, right);
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

    /// <summary>8 rows by one register: 8 sums.</summary>
    public static void Slim<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
    {
        T s0 = T.Load(start), s1 = T.Load(start + startRow), s2 = T.Load(start + 2 * startRow), s3 = T.Load(start + 3 * startRow);
        start += 4 * startRow;
        T s4 = T.Load(start), s5 = T.Load(start + startRow), s6 = T.Load(start + 2 * startRow), s7 = T.Load(start + 3 * startRow);
        float* a2 = a + 2 * aRow, a4 = a + 4 * aRow, a6 = a + 6 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var factor = T.Load(b);
            TProduct.Add(ref s0, T.Of(*a), factor);
            TProduct.Add(ref s1, T.Of(a[aRow]), factor);
            TProduct.Add(ref s2, T.Of(*a2), factor);
            TProduct.Add(ref s3, T.Of(a2[aRow]), factor);
            TProduct.Add(ref s4, T.Of(*a4), factor);
            TProduct.Add(ref s5, T.Of(a4[aRow]), factor);
            TProduct.Add(ref s6, T.Of(*a6), factor);
            TProduct.Add(ref s7, T.Of(a6[aRow]), factor);
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

    /// <summary>6 rows by two registers: 12 sums.</summary>
    public static void Six<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
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
        float* a2 = a + 2 * aRow, a4 = a + 4 * aRow;
        for (var k = 0; k < depth; k++)
        {
            T left = T.Load(b), right = T.Load(b + n);
            var x0 = T.Of(*a);
            TProduct.Add(ref l0, x0, left);
            TProduct.Add(ref r0, x0, right);
            var x1 = T.Of(a[aRow]);
            TProduct.Add(ref l1, x1, left);
            TProduct.Add(ref r1, x1, right);
            var x2 = T.Of(*a2);
            TProduct.Add(ref l2, x2, left);
            TProduct.Add(ref r2, x2, right);
            var x3 = T.Of(a2[aRow]);
            TProduct.Add(ref l3, x3, left);
            TProduct.Add(ref r3, x3, right);
            var x4 = T.Of(*a4);
            TProduct.Add(ref l4, x4, left);
            TProduct.Add(ref r4, x4, right);
            var x5 = T.Of(a4[aRow]);
            TProduct.Add(ref l5, x5, left);
            TProduct.Add(ref r5, x5, right);
            a += aDepth;
            a2 += aDepth;
            a4 += aDepth;
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
    }

    /// <summary>4 rows by two registers: 8 sums.</summary>
    public static void Four<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
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
            var x0 = T.Of(*a);
            TProduct.Add(ref l0, x0, left);
            TProduct.Add(ref r0, x0, right);
            var x1 = T.Of(a[aRow]);
            TProduct.Add(ref l1, x1, left);
            TProduct.Add(ref r1, x1, right);
            var x2 = T.Of(*a2);
            TProduct.Add(ref l2, x2, left);
            TProduct.Add(ref r2, x2, right);
            var x3 = T.Of(a2[aRow]);
            TProduct.Add(ref l3, x3, left);
            TProduct.Add(ref r3, x3, right);
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

    /// <summary>2 rows by four registers: 8 sums.</summary>
    public static void Two<T, TProduct>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* start, nint startRow, float* c, nint cRow) where T : unmanaged, ILanes<T> where TProduct : IProduct<T>
    {
        var n = T.Count;
        T a0 = T.Load(start), b0 = T.Load(start + n), c0 = T.Load(start + 2 * n), d0 = T.Load(start + 3 * n);
        start += startRow;
        T a1 = T.Load(start), b1 = T.Load(start + n), c1 = T.Load(start + 2 * n), d1 = T.Load(start + 3 * n);
        for (var k = 0; k < depth; k++)
        {
            T x0 = T.Of(*a), x1 = T.Of(a[aRow]);
            var first = T.Load(b);
            TProduct.Add(ref a0, x0, first);
            TProduct.Add(ref a1, x1, first);
            var second = T.Load(b + n);
            TProduct.Add(ref b0, x0, second);
            TProduct.Add(ref b1, x1, second);
            var third = T.Load(b + 2 * n);
            TProduct.Add(ref c0, x0, third);
            TProduct.Add(ref c1, x1, third);
            var fourth = T.Load(b + 3 * n);
            TProduct.Add(ref d0, x0, fourth);
            TProduct.Add(ref d1, x1, fourth);
            a += aDepth;
            b += bDepth;
        }
        a0.Store(c);
        b0.Store(c + n);
        c0.Store(c + 2 * n);
        d0.Store(c + 3 * n);
        c += cRow;
        a1.Store(c);
        b1.Store(c + n);
        c1.Store(c + 2 * n);
        d1.Store(c + 3 * n);
    }
}
