using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// The features of many sequences under filters that stand still: for 32 filters at a time, the product of every token with
/// every offset is made once (2 flops a weight and token), and a window is a sum of table rows (an addition and 4 bytes of
/// the third cache a filter, window and offset, where the product has 2 flops a weight and window).
/// </summary>
/// <remarks>Its memory is kept from one set of sequences to the next: each has another number of different tokens, and a table that is a little larger than the last one finds no room where that was.</remarks>
internal sealed unsafe class ConvTable : IDisposable
{
    const int TilesOfTokens = 32, Sequences = 128; // that a thread takes together

    readonly FilterBank _bank;
    readonly AlignedFloats _table, _vectors, _rows, _panel, _zeros;

    /// <param name="bank">The filters' layout.</param>
    /// <param name="tokens">How many different tokens there are at the most.</param>
    public ConvTable(FilterBank bank, int tokens)
    {
        _bank = bank;
        _table = new AlignedFloats(Floats(bank, tokens));
        _vectors = new AlignedFloats((long)Tiles(tokens) * Tile.Rows * bank.Embedding).Clear();
        _rows = new AlignedFloats((long)FilterPart.Most * bank.Widest * bank.Embedding);
        _panel = new AlignedFloats((long)Tile.Columns * bank.Widest * bank.Embedding);
        _zeros = new AlignedFloats(Tile.Columns).Clear();
    }

    /// <summary>What the table of so many tokens takes in memory.</summary>
    public static long Bytes(FilterBank bank, int tokens) => Floats(bank, tokens) * sizeof(float);

    /// <summary>Fills the features.</summary>
    /// <param name="runs">The sequences, none of them empty.</param>
    /// <param name="embedding">A vector for each id: <c>[vocabulary, embedding]</c>.</param>
    /// <param name="weights">The weight of each kind of filter: <c>[count, embedding, width]</c>.</param>
    /// <param name="biases">The bias of each kind: <c>[count]</c>.</param>
    /// <param name="features">Where each sequence's features go: <c>[features]</c>.</param>
    public void Run(TokenRuns runs, float* embedding, nint[] weights, nint[] biases, nint[] features)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(runs, embedding, weights, biases, features);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(runs, embedding, weights, biases, features);
        else Run<Lanes1>(runs, embedding, weights, biases, features);
    }

    /// <inheritdoc cref="Run"/>
    internal void Run<T>(TokenRuns runs, float* embedding, nint[] weights, nint[] biases, nint[] features) where T : unmanaged, ILanes<T>
    {
        var (bank, tiles) = (_bank, Tiles(runs.Tokens.Length));
        float* table = _table.Start, vectors = _vectors.Start, panel = _panel.Start;
        for (var token = 0; token < runs.Tokens.Length; token++)
            new ReadOnlySpan<float>(embedding + (nint)runs.Tokens[token] * bank.Embedding, bank.Embedding).CopyTo(new Span<float>(vectors + (nint)token * bank.Embedding, bank.Embedding));
        foreach (var part in bank.Parts)
        {
            var size = part.Width * bank.Embedding;
            FilterRows.FromTorch((float*)weights[part.Kind] + (nint)part.First * size, _rows.Start, part.Count, bank.Embedding, part.Width);
            FilterRows.ToPanel(_rows.Start, part.Count, size, panel, Tile.Columns);
            Workers.For((tiles + TilesOfTokens - 1) / TilesOfTokens, number =>
            {
                for (var tile = number * TilesOfTokens; tile < Math.Min((number + 1) * TilesOfTokens, tiles); tile++)
                    Tabulate<T>(part, bank.Embedding, vectors + (nint)tile * Tile.Rows * bank.Embedding, panel, _zeros.Start, table + (nint)tile * Tile.Rows * part.Width * Tile.Columns);
            });
            var bias = (float*)biases[part.Kind] + part.First;
            Workers.For((runs.Count + Sequences - 1) / Sequences, () => new AlignedFloats((long)(part.Windows(runs.Longest) + 1) * Tile.Columns), (number, best) =>
            {
                var first = number * Sequences;
                for (var row = first; row < Math.Min(first + Sequences, runs.Count); row++)
                {
                    var tokens = runs.Indices.AsSpan(runs.Starts[row]..runs.Starts[row + 1]);
                    var known = row == first ? 0 : Math.Max(runs.Common[row] - part.Width + 1, 0);
                    Pool<T>(part, table, tokens, known, best.Start);
                    Store<T>(part, best.Start + (nint)part.Windows(tokens.Length) * Tile.Columns, bias, (float*)features[row] + part.Feature);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var memory in (ReadOnlySpan<AlignedFloats>)[_table, _vectors, _rows, _panel, _zeros]) memory.Dispose();
    }

    static int Tiles(int tokens) => (tokens + Tile.Rows - 1) / Tile.Rows;

    static long Floats(FilterBank bank, int tokens) => (long)Tiles(tokens) * Tile.Rows * bank.Widest * Tile.Columns;

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
