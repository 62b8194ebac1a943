using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Highway;

/// <summary>The gradients of <see cref="HighwayForward"/>: 8 flops a weight pair and row; each matrix is read once, and its gradient written once.</summary>
internal static unsafe class HighwayBackward
{
    const int Depth = 64; // rows of a matrix that are taken together; with the slopes that they meet, a panel's stay in the first cache
    const int LinesATile = 16; // of the next rows that are asked for while a tile is computed
    const int MostPanels = 27; // columns of a matrix that a thread takes together, in panels: long runs of memory that fit into the second cache

    /// <summary>The gradients for weights, biases and the input.</summary>
    /// <param name="size">The sizes.</param>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="gate">The gate.</param>
    /// <param name="transform">The transform.</param>
    /// <param name="sideways">The input, sideways.</param>
    /// <param name="carry">The sigmoid of the gate, sideways.</param>
    /// <param name="lifted">The transform cut at 0, sideways.</param>
    /// <param name="slope">The output's gradient: <c>[batch, features]</c>.</param>
    /// <param name="gateSlope">Receives the gradients for the gate; no weight: nobody needs that.</param>
    /// <param name="transformSlope">Receives the gradients for the transform, likewise.</param>
    /// <param name="sumSlopes">Receives the gradients for the sums of both, <c>[2, batch, features]</c>; null: nobody needs them.</param>
    /// <param name="inputSlope">Receives the gradient for the input: <c>[batch, features]</c>.</param>
    public static void Run(HighwaySize size, float* input, Affine gate, Affine transform, float* sideways, float* carry, float* lifted, float* slope, Affine gateSlope, Affine transformSlope, float* sumSlopes, float* inputSlope)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(size, input, gate, transform, sideways, carry, lifted, slope, gateSlope, transformSlope, sumSlopes, inputSlope);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(size, input, gate, transform, sideways, carry, lifted, slope, gateSlope, transformSlope, sumSlopes, inputSlope);
        else Run<Lanes1>(size, input, gate, transform, sideways, carry, lifted, slope, gateSlope, transformSlope, sumSlopes, inputSlope);
    }

    /// <inheritdoc cref="Run"/>
    internal static void Run<T>(HighwaySize size, float* input, Affine gate, Affine transform, float* sideways, float* carry, float* lifted, float* slope, Affine gateSlope, Affine transformSlope, float* sumSlopes, float* inputSlope) where T : unmanaged, ILanes<T>
    {
        var whole = size.Sideways + Tile.Rows * size.Lanes; // whole tiles of rows
        nint width = size.Panels * Tile.Columns;
        using var sums = new AlignedFloats(2L * whole).Clear();
        using var passed = new AlignedFloats(size.Lanes * (long)width).Clear(); // the input's slopes: [lanes, width]
        float* gateSums = sums.Start, transformSums = gateSums + whole; // the slopes of both layers' sums, sideways
        Workers.For(size.Parts, () => new AlignedFloats(size.Lanes * (long)size.PartSize), (number, passing) =>
        {
            var (first, end) = size.Part(number);
            Transposition.Run(slope + first, size.Features, size.Batch, end - first, gateSums + (nint)first * size.Lanes, size.Lanes); // beyond the batch they are 0
            for (var n = first; n < end; n++)
            {
                var at = (nint)n * size.Lanes;
                Unmix<T>(size, sideways + at, carry + at, lifted + at, gateSums + at, transformSums + at, passing.Start + (nint)(n - first) * size.Lanes);
                gateSlope.Bias[n] = Sum<T>(gateSums + at, size.Lanes);
                transformSlope.Bias[n] = Sum<T>(transformSums + at, size.Lanes);
            }
            Transposition.Run(passing.Start, size.Lanes, end - first, size.Lanes, passed.Start + first, width);
            if (sumSlopes == null) return;
            Transposition.Run(gateSums + (nint)first * size.Lanes, size.Lanes, end - first, size.Batch, sumSlopes + first, size.Features);
            Transposition.Run(transformSums + (nint)first * size.Lanes, size.Lanes, end - first, size.Batch, sumSlopes + (nint)size.Batch * size.Features + first, size.Features);
        });
        if (gateSlope.Weight != null) WeightSlopes<T>(size, input, gateSums, transformSums, gateSlope.Weight, transformSlope.Weight);
        var together = Math.Min((size.Panels + Threads.Count - 1) / Threads.Count, MostPanels);
        Workers.For((size.Panels + together - 1) / together, () => new AlignedFloats(Depth * together * Tile.Columns).Clear(), (number, scratch) =>
        {
            var (first, end) = (number * together, Math.Min((number + 1) * together, size.Panels));
            var (column, columns) = (first * Tile.Columns, Math.Min(end * Tile.Columns, size.Features) - first * Tile.Columns);
            for (var n = 0; n < size.Features; n += Depth)
            {
                var (at, depth) = ((nint)n * size.Features + column, Math.Min(Depth, size.Features - n));
                AddProduct<T>(size, gate.Weight + at, transform.Weight + at, gateSums + (nint)n * size.Lanes, depth, end - first, columns, scratch.Start, passed.Start + column, width);
                AddProduct<T>(size, transform.Weight + at, gate.Weight + at + (nint)Depth * size.Features, transformSums + (nint)n * size.Lanes, depth, end - first, columns, scratch.Start, passed.Start + column, width);
            }
            for (var row = 0; row < size.Batch; row++)
                new ReadOnlySpan<float>(passed.Start + row * width + column, columns).CopyTo(new Span<float>(inputSlope + (nint)row * size.Features + column, columns));
        });
    }

    static int Width(HighwaySize size, int panel) => Math.Min(Tile.Columns, size.Features - panel * Tile.Columns);

    // The slopes of a feature's gate and transform before the sigmoid and the cut, and of the input where it passes both; the
    // gates begin as the output's.
    static void Unmix<T>(HighwaySize size, float* input, float* carry, float* lifted, float* gates, float* transforms, float* passed) where T : unmanaged, ILanes<T>
    {
        for (var i = 0; i < size.Lanes; i += T.Count)
        {
            T given = T.Load(gates + i), open = T.Load(carry + i), high = T.Load(lifted + i);
            T.IfGreater(high, T.Of(0), given * open, T.Of(0)).Store(transforms + i);
            var passing = given * (T.Of(1) - open);
            passing.Store(passed + i);
            (passing * open * (high - T.Load(input + i))).Store(gates + i);
        }
    }

    static float Sum<T>(float* numbers, int count) where T : unmanaged, ILanes<T>
    {
        var sum = T.Of(0);
        for (var i = 0; i < count; i += T.Count) sum += T.Load(numbers + i);
        return sum.Sum();
    }

    // The gradients of both weights: [features, features]
    static void WeightSlopes<T>(HighwaySize size, float* input, float* gateSums, float* transformSums, float* gate, float* transform) where T : unmanaged, ILanes<T>
    {
        using var panels = Panels.Of(input, size.Batch, size.Features);
        Workers.For(size.Parts, () => new AlignedFloats((Tile.Rows + 1) * Tile.Columns).Clear(), (number, scratch) =>
        {
            var (first, end) = size.Part(number);
            for (var n = first; n < end; n += Tile.Rows)
            {
                for (var panel = 0; panel < size.Panels; panel++)
                {
                    WeightTile<T>(size, gateSums, panels, panel, n, gate, scratch.Start);
                    WeightTile<T>(size, transformSums, panels, panel, n, transform, scratch.Start);
                }
            }
        });
    }

    // weight[n, k] = the sum over the batch of sums[n, row] * input[row, k], for 8 n and 32 k; the scratch is a tile and a row of zeros
    static void WeightTile<T>(HighwaySize size, float* sums, Panels panels, int panel, int n, float* weight, float* scratch) where T : unmanaged, ILanes<T>
    {
        var (rows, width) = (Math.Min(Tile.Rows, size.Features - n), Width(size, panel));
        var whole = rows == Tile.Rows && width == Tile.Columns;
        var to = weight + (nint)n * size.Features + panel * Tile.Columns;
        for (var r = 0; r < Tile.Rows; r++) // the memory of the next tile
            for (var k = 0; k <= Tile.Columns; k += Cache.Line) Cache.Fetch(to + (nint)r * size.Features + Tile.Columns + k);
        Tile.Multiply<T>(sums + (nint)n * size.Lanes, size.Lanes, 1, panels[panel], Tile.Columns, size.Batch, scratch + Tile.Rows * Tile.Columns, 0, whole ? to : scratch, whole ? size.Features : Tile.Columns);
        if (whole) return;
        for (var r = 0; r < rows; r++)
            new ReadOnlySpan<float>(scratch + r * Tile.Columns, width).CopyTo(new Span<float>(to + (nint)r * size.Features, width));
    }

    // passed[row, k] += the sum over some n of sums[n, row] * weight[n, k], for the k of some panels; the block after this one begins at next
    static void AddProduct<T>(HighwaySize size, float* block, float* next, float* sums, int depth, int panels, int width, float* scratch, float* passed, nint stride) where T : unmanaged, ILanes<T>
    {
        for (var i = 0; i < depth; i++) Panels.Spread(block + (nint)i * size.Features, width, scratch + i * Tile.Columns, Depth);
        int line = 0, lines = (width + Cache.Line - 1) / Cache.Line, fetched = 0; // rows of the next block
        for (var panel = 0; panel < panels; panel++)
        {
            for (var row = 0; row < size.Batch; row += Tile.Rows)
            {
                for (var i = 0; i < LinesATile && fetched < Depth; i++)
                {
                    Cache.Fetch(next + (nint)fetched * size.Features + line * Cache.Line);
                    if (++line == lines) (line, fetched) = (0, fetched + 1);
                }
                var sum = passed + row * stride + panel * Tile.Columns;
                Tile.Multiply<T>(sums + row, 1, size.Lanes, scratch + (nint)panel * Depth * Tile.Columns, Tile.Columns, depth, sum, stride, sum, stride);
            }
        }
    }
}
