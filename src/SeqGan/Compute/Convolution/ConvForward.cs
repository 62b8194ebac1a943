using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// Convolutions over embedded tokens, cut at 0, and their maximum over time, with no map of activations in memory: 8 sequences
/// by up to 32 filters stand in registers, and go from window to window together. 2 flops a weight and window; filters and
/// sequences are read from the second cache.
/// </summary>
internal static unsafe class ConvForward
{
    /// <summary>Features and where they were found.</summary>
    /// <param name="bank">The filters' layout.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="vectors">The memory of <see cref="EmbeddedBatch.Floats"/>.</param>
    /// <param name="weights">The weight of each kind of filter: <c>[count, embedding, width]</c>.</param>
    /// <param name="biases">The bias of each kind: <c>[count]</c>.</param>
    /// <param name="rows">Receives the filters' rows, see <see cref="FilterBank"/>.</param>
    /// <param name="features">Receives the features, sequences in the caller's order: <c>[count, features]</c>.</param>
    /// <param name="positions">Receives the first window with the maximum, or -1 where it is not above 0, sequences in the batch's order: <c>[count, features]</c>.</param>
    public static void Run(FilterBank bank, EmbeddedBatch batch, float* vectors, nint[] weights, nint[] biases, float* rows, float* features, int* positions)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(bank, batch, vectors, weights, biases, rows, features, positions);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(bank, batch, vectors, weights, biases, rows, features, positions);
        else Run<Lanes1>(bank, batch, vectors, weights, biases, rows, features, positions);
    }

    /// <inheritdoc cref="Run"/>
    internal static void Run<T>(FilterBank bank, EmbeddedBatch batch, float* vectors, nint[] weights, nint[] biases, float* rows, float* features, int* positions) where T : unmanaged, ILanes<T>
    {
        var longest = batch.Lengths.Length == 0 ? 0 : batch.Lengths[0];
        var parts = bank.Parts.OrderByDescending(part => (long)part.Width * part.Windows(longest)).ToArray(); // dear ones first
        Workers.For(parts.Length, () => new Scratch(bank), (number, scratch) =>
        {
            var part = parts[number];
            var size = part.Width * bank.Embedding;
            var own = rows + part.Row;
            FilterRows.FromTorch((float*)weights[part.Kind] + (nint)part.First * size, own, part.Count, bank.Embedding, part.Width);
            FilterRows.ToPanel(own, part.Count, size, scratch.Panel, part.Columns);
            for (var c = 0; c < part.Columns; c++) scratch.Bias[c] = c < part.Count ? ((float*)biases[part.Kind])[part.First + c] : 0;
            for (var first = 0; first < batch.Lengths.Length; first += Tile.Rows)
            {
                Pool<T>(part, batch, vectors + (nint)first * batch.Stride, first, scratch);
                Store(bank, part, batch, first, scratch, features, positions);
            }
        });
    }

    // The maximum over the windows of 8 sequences, and the first window that has it.
    static void Pool<T>(FilterPart part, EmbeddedBatch batch, float* vectors, int first, Scratch scratch) where T : unmanaged, ILanes<T>
    {
        var windows = part.Windows(batch.Lengths[first]);
        var (columns, size) = (part.Columns, part.Width * batch.Embedding);
        var reading = Tile.Rows; // how many of the sequences have this window
        new Span<float>(scratch.Best, Tile.Rows * columns).Fill(float.NegativeInfinity);
        for (var window = 0; window < windows; window++)
        {
            while (part.Windows(batch.Lengths[first + reading - 1]) <= window) reading--;
            var inside = vectors + (nint)window * batch.Embedding;
            if (columns == Tile.Columns) Tile.Multiply<T>(inside, batch.Stride, 1, scratch.Panel, columns, size, scratch.Bias, 0, scratch.Sums, columns);
            else Tile.MultiplyHalf<T>(inside, batch.Stride, 1, scratch.Panel, columns, size, scratch.Bias, 0, scratch.Sums, columns);
            var here = T.Of(window);
            for (var i = 0; i < reading * columns; i += T.Count)
            {
                T sum = T.Load(scratch.Sums + i), best = T.Load(scratch.Best + i);
                T.IfGreater(sum, best, here, T.Load(scratch.Window + i)).Store(scratch.Window + i);
                T.Max(sum, best).Store(scratch.Best + i);
            }
        }
    }

    static void Store(FilterBank bank, FilterPart part, EmbeddedBatch batch, int first, Scratch scratch, float* features, int* positions)
    {
        for (var r = 0; r < Tile.Rows && first + r < batch.Count; r++)
        {
            float* best = scratch.Best + r * part.Columns, window = scratch.Window + r * part.Columns;
            var feature = features + (nint)batch.Order[first + r] * bank.Features + part.Feature;
            var position = positions + (nint)(first + r) * bank.Features + part.Feature;
            for (var c = 0; c < part.Count; c++)
            {
                var above = best[c] > 0;
                feature[c] = above ? best[c] : 0;
                position[c] = above ? (int)window[c] : -1;
            }
        }
    }

    sealed class Scratch(FilterBank bank) : IDisposable
    {
        readonly AlignedFloats _floats = new((3 * Tile.Rows + 1 + (long)bank.Widest * bank.Embedding) * Tile.Columns);

        public float* Best => _floats.Start; // [8, 32]

        public float* Window => Best + Tile.Rows * Tile.Columns; // [8, 32]

        public float* Sums => Window + Tile.Rows * Tile.Columns; // [8, 32]

        public float* Bias => Sums + Tile.Rows * Tile.Columns; // [32]

        public float* Panel => Bias + Tile.Columns; // [width * embedding, 32]

        public void Dispose() => _floats.Dispose();
    }
}
