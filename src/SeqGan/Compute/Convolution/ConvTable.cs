using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// The features of many sequences under filters that stand still: for 32 filters at a time, the product of every token with
/// every offset is made once (2 flops a weight and token), and a window is a sum of table rows (an addition and 4 bytes of
/// the third cache a filter, window and offset, where the product has 2 flops a weight and window).
/// </summary>
internal static unsafe class ConvTable
{
    const int TilesOfTokens = 32, Sequences = 128; // that a thread takes together

    /// <summary>What the table of so many tokens takes in memory.</summary>
    public static long Bytes(FilterBank bank, int tokens) => (long)tokens * bank.Widest * Tile.Columns * sizeof(float);

    /// <summary>Fills the features.</summary>
    /// <param name="bank">The filters' layout.</param>
    /// <param name="runs">The sequences, none of them empty.</param>
    /// <param name="embedding">A vector for each id: <c>[vocabulary, embedding]</c>.</param>
    /// <param name="weights">The weight of each kind of filter: <c>[count, embedding, width]</c>.</param>
    /// <param name="biases">The bias of each kind: <c>[count]</c>.</param>
    /// <param name="features">Receives the features: <c>[sequences, features]</c>.</param>
    public static void Run(FilterBank bank, TokenRuns runs, float* embedding, nint[] weights, nint[] biases, float* features)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(bank, runs, embedding, weights, biases, features);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(bank, runs, embedding, weights, biases, features);
        else Run<Lanes1>(bank, runs, embedding, weights, biases, features);
    }

    /// <inheritdoc cref="Run"/>
    internal static void Run<T>(FilterBank bank, TokenRuns runs, float* embedding, nint[] weights, nint[] biases, float* features) where T : unmanaged, ILanes<T>
    {
        var tiles = (runs.Tokens.Length + Tile.Rows - 1) / Tile.Rows;
        using var vectors = new AlignedFloats((long)tiles * Tile.Rows * bank.Embedding).Clear();
        for (var token = 0; token < runs.Tokens.Length; token++)
            new ReadOnlySpan<float>(embedding + (nint)runs.Tokens[token] * bank.Embedding, bank.Embedding).CopyTo(new Span<float>(vectors.Start + (nint)token * bank.Embedding, bank.Embedding));
        using var table = new AlignedFloats((long)tiles * Tile.Rows * bank.Widest * Tile.Columns);
        using var rows = new AlignedFloats((long)FilterPart.Most * bank.Widest * bank.Embedding);
        using var panel = new AlignedFloats((long)Tile.Columns * bank.Widest * bank.Embedding);
        using var zeros = new AlignedFloats(Tile.Columns).Clear();
        foreach (var part in bank.Parts)
        {
            var size = part.Width * bank.Embedding;
            FilterRows.FromTorch((float*)weights[part.Kind] + (nint)part.First * size, rows.Start, part.Count, bank.Embedding, part.Width);
            FilterRows.ToPanel(rows.Start, part.Count, size, panel.Start, Tile.Columns);
            Workers.For((tiles + TilesOfTokens - 1) / TilesOfTokens, number =>
            {
                for (var tile = number * TilesOfTokens; tile < Math.Min((number + 1) * TilesOfTokens, tiles); tile++)
                    Tabulate<T>(part, bank.Embedding, vectors.Start + (nint)tile * Tile.Rows * bank.Embedding, panel.Start, zeros.Start, table.Start + (nint)tile * Tile.Rows * part.Width * Tile.Columns);
            });
            var bias = (float*)biases[part.Kind] + part.First;
            Workers.For((runs.Count + Sequences - 1) / Sequences, () => new AlignedFloats((long)(part.Windows(runs.Longest) + 1) * Tile.Columns), (number, best) =>
            {
                var first = number * Sequences;
                for (var row = first; row < Math.Min(first + Sequences, runs.Count); row++)
                {
                    var tokens = runs.Indices.AsSpan(runs.Starts[row]..runs.Starts[row + 1]);
                    var known = row == first ? 0 : Math.Max(runs.Common[row] - part.Width + 1, 0);
                    Pool<T>(part, table.Start, tokens, known, best.Start);
                    Store<T>(part, best.Start + (nint)part.Windows(tokens.Length) * Tile.Columns, bias, features + (nint)row * bank.Features + part.Feature);
                }
            });
        }
    }

    // 8 tokens: [token, offset, 32]
    static void Tabulate<T>(FilterPart part, int embedding, float* vectors, float* panel, float* zeros, float* table) where T : unmanaged, ILanes<T>
    {
        for (var offset = 0; offset < part.Width; offset++)
            Tile.Multiply<T>(vectors, embedding, 1, panel + (nint)offset * embedding * Tile.Columns, Tile.Columns, embedding, zeros, 0, table + offset * Tile.Columns, (nint)part.Width * Tile.Columns);
    }

    // Maxima without the bias: row w is over the first w windows, of which some are known from the sequence before.
    static void Pool<T>(FilterPart part, float* table, ReadOnlySpan<int> tokens, int known, float* best) where T : unmanaged, ILanes<T>
    {
        var (n, windows) = (T.Count, part.Windows(tokens.Length));
        if (known == 0) new Span<float>(best, Tile.Columns).Fill(float.NegativeInfinity);
        for (var lane = 0; lane < Tile.Columns; lane += 2 * n)
        {
            var to = best + (nint)known * Tile.Columns + lane;
            T left = T.Load(to), right = T.Load(to + n);
            for (var window = known; window < windows; window++)
            {
                T sumLeft = T.Of(0), sumRight = sumLeft;
                var inside = tokens.Slice(window, Math.Min(part.Width, tokens.Length - window));
                var offset = table + lane;
                foreach (var token in inside)
                {
                    var row = offset + (nint)token * part.Width * Tile.Columns;
                    sumLeft += T.Load(row);
                    sumRight += T.Load(row + n);
                    offset += Tile.Columns;
                }
                left = T.Max(left, sumLeft);
                right = T.Max(right, sumRight);
                to += Tile.Columns;
                left.Store(to);
                right.Store(to + n);
            }
        }
    }

    static void Store<T>(FilterPart part, float* best, float* bias, float* feature) where T : unmanaged, ILanes<T>
    {
        var c = 0;
        for (; c <= part.Count - T.Count; c += T.Count) T.Max(T.Load(best + c) + T.Load(bias + c), T.Of(0)).Store(feature + c);
        for (; c < part.Count; c++) feature[c] = MathF.Max(best[c] + bias[c], 0);
    }
}
