using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SeqGan.Eval;

/// <summary>
/// A set of features in float64, laid out for inner products with another set's. A product is one running sum in the order of the
/// features, whatever the blocks, the registers and the threads are: its digits are always the same, and x·y = y·x.
/// </summary>
internal sealed class PackedFeatures
{
    /// <summary>What is done with a row's products, which it may write over; it must write nothing else that another row writes.</summary>
    public delegate void Row(int row, Span<double> products);

    const int Panel = 8, Half = 4, PanelsOfBlock = 4; // rows side by side; a block reads each of the other's panels once from far away

    readonly double[] _panels; // [panels, features, 8], the last with zeros where rows are missing
    readonly int _width;

    public PackedFeatures(FeatureSet features)
    {
        (Count, _width) = (features.Count, features.Width);
        _panels = new double[(long)Panels * _width * Panel];
        for (var row = 0; row < Count; row++)
        {
            var panel = _panels.AsSpan(row / Panel * _width * Panel, _width * Panel);
            var values = features[row];
            for (var feature = 0; feature < _width; feature++) panel[feature * Panel + row % Panel] = values[feature];
        }
    }

    public int Count { get; }

    int Panels => (Count + Panel - 1) / Panel;

    /// <summary>Each row's product with itself, to the last bit as among the products: <c>[samples]</c>.</summary>
    public double[] Squares()
    {
        var squares = new double[Count];
        for (var row = 0; row < Count; row++)
        {
            var panel = PanelOf(row / Panel);
            for (var at = row % Panel; at < panel.Length; at += Panel) squares[row] = Math.FusedMultiplyAdd(panel[at], panel[at], squares[row]);
        }
        return squares;
    }

    /// <summary>Hands out the products of each row of this set with every row of another, in blocks of rows: little memory, and the rows of a block in order.</summary>
    /// <param name="others">The other set, or this one.</param>
    /// <param name="threads">How many may work; 0 for one on each processor.</param>
    /// <param name="use">Gets a row's number, and its products: <c>[others]</c>.</param>
    public void ForEachRow(PackedFeatures others, int threads, Row use) => ForEachRow(others, threads, above: false, use);

    /// <summary>The same within this set, each pair once: of a row's products only those with later rows are there.</summary>
    public void ForEachRowAbove(int threads, Row use) => ForEachRow(this, threads, above: true, use);

    void ForEachRow(PackedFeatures others, int threads, bool above, Row use)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var blocks = (Panels + PanelsOfBlock - 1) / PanelsOfBlock;
        var stride = others.Panels * Panel;
        Parallel.For(0, blocks, Parallelism.Of(threads),
            () => new double[PanelsOfBlock * Panel * stride],
            (block, _, products) =>
            {
                var first = block * PanelsOfBlock;
                var panels = Math.Min(PanelsOfBlock, Panels - first);
                for (var other = above ? first : 0; other < others.Panels; other++)
                {
                    for (var panel = 0; panel < panels; panel++)
                    {
                        for (var half = 0; half < Panel; half += Half)
                            Multiply(PanelOf(first + panel), half, others.PanelOf(other), products.AsSpan((panel * Panel + half) * stride + other * Panel), stride);
                    }
                }
                for (var row = first * Panel; row < Math.Min(Count, (first + panels) * Panel); row++)
                    use(row, products.AsSpan((row - first * Panel) * stride, others.Count));
                return products;
            },
            _ => { });
    }

    ReadOnlySpan<double> PanelOf(int panel) => _panels.AsSpan(panel * _width * Panel, _width * Panel);

    // Four rows of a panel by the eight of another, in eight registers of four sums.
    static void Multiply(ReadOnlySpan<double> left, int half, ReadOnlySpan<double> right, Span<double> products, int stride)
    {
        ref var rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(left), half);
        ref var columns = ref MemoryMarshal.GetReference(right);
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (nuint at = 0; at < (nuint)right.Length; at += Panel)
        {
            var (low, high) = (Vector256.LoadUnsafe(ref columns, at), Vector256.LoadUnsafe(ref columns, at + Half));
            var a = Vector256.Create(Unsafe.Add(ref rows, at));
            a0 = Vector256.FusedMultiplyAdd(a, low, a0);
            a1 = Vector256.FusedMultiplyAdd(a, high, a1);
            var b = Vector256.Create(Unsafe.Add(ref rows, at + 1));
            b0 = Vector256.FusedMultiplyAdd(b, low, b0);
            b1 = Vector256.FusedMultiplyAdd(b, high, b1);
            var c = Vector256.Create(Unsafe.Add(ref rows, at + 2));
            c0 = Vector256.FusedMultiplyAdd(c, low, c0);
            c1 = Vector256.FusedMultiplyAdd(c, high, c1);
            var d = Vector256.Create(Unsafe.Add(ref rows, at + 3));
            d0 = Vector256.FusedMultiplyAdd(d, low, d0);
            d1 = Vector256.FusedMultiplyAdd(d, high, d1);
        }
        Store(a0, a1, products);
        Store(b0, b1, products[stride..]);
        Store(c0, c1, products[(2 * stride)..]);
        Store(d0, d1, products[(3 * stride)..]);
    }

    static void Store(Vector256<double> low, Vector256<double> high, Span<double> products)
    {
        low.CopyTo(products);
        high.CopyTo(products[Half..]);
    }
}
