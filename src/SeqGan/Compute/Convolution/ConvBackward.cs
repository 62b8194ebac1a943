using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// The gradients of <see cref="ConvForward"/>. The maximum passes a feature's gradient to one window, so that a filter's
/// gradient is a sum of windows and a sequence's is a sum of filters: 4 flops a weight and sequence, where a product over all
/// windows needs 4 a weight, sequence and window. Each sum has one order, whatever the number of threads.
/// </summary>
internal static unsafe class ConvBackward
{
    const int Sequences = 16; // that a thread takes together; their gradients stay in the second cache

    /// <summary>The gradients for weights, biases and sequences.</summary>
    /// <param name="bank">The filters' layout.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="vectors">The memory of <see cref="EmbeddedBatch.Floats"/>.</param>
    /// <param name="rows">The filters' rows.</param>
    /// <param name="positions">Each feature's window, or -1: <c>[count, features]</c>, in the batch's order.</param>
    /// <param name="gradient">The features' gradient: <c>[count, features]</c>, in the caller's order.</param>
    /// <param name="weights">Receives the gradient of each kind's weight: <c>[count, embedding, width]</c>.</param>
    /// <param name="biases">Receives the gradient of each kind's bias: <c>[count]</c>.</param>
    /// <param name="embedded">Receives the gradient of the vectors; it begins as zeros: <c>[rows, stride]</c>.</param>
    public static void Run(FilterBank bank, EmbeddedBatch batch, float* vectors, float* rows, int* positions, float* gradient, nint[] weights, nint[] biases, float* embedded)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(bank, batch, vectors, rows, positions, gradient, weights, biases, embedded);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(bank, batch, vectors, rows, positions, gradient, weights, biases, embedded);
        else Run<Lanes1>(bank, batch, vectors, rows, positions, gradient, weights, biases, embedded);
    }

    /// <inheritdoc cref="Run"/>
    internal static void Run<T>(FilterBank bank, EmbeddedBatch batch, float* vectors, float* rows, int* positions, float* gradient, nint[] weights, nint[] biases, float* embedded) where T : unmanaged, ILanes<T>
    {
        var parts = bank.Parts.OrderByDescending(part => part.Width).ToArray(); // dear ones first
        Workers.For(parts.Length, () => new Scratch(bank, batch), (number, scratch) =>
        {
            var part = parts[number];
            var size = part.Width * bank.Embedding;
            for (var c = 0; c < part.Count; c++)
            {
                var found = Windows(bank, batch, part, c, vectors, positions, gradient, scratch);
                ((float*)biases[part.Kind])[part.First + c] = Sum(scratch.Slopes, found);
                Sum<T>(scratch.Slopes, scratch.Windows, found, scratch.Row, size);
                FilterRows.ToTorch(scratch.Row, (float*)weights[part.Kind] + (nint)(part.First + c) * size, bank.Embedding, part.Width);
            }
        });
        Workers.For((batch.Count + Sequences - 1) / Sequences, number =>
        {
            var end = Math.Min((number + 1) * Sequences, batch.Count);
            foreach (var part in bank.Parts)
            {
                for (var row = number * Sequences; row < end; row += 2)
                {
                    Slope Of(int row) => new(positions + (nint)row * bank.Features + part.Feature, gradient + (nint)batch.Order[row] * bank.Features + part.Feature, embedded + (nint)row * batch.Stride);
                    AddFilters<T>(bank, part, rows + part.Row, Of(row), row + 1 < end ? Of(row + 1) : default);
                }
            }
        });
    }

    // The windows in which a filter was at its largest, and the slope of the loss there.
    static int Windows(FilterBank bank, EmbeddedBatch batch, FilterPart part, int c, float* vectors, int* positions, float* gradient, Scratch scratch)
    {
        var found = 0;
        for (var row = 0; row < batch.Count; row++)
        {
            var window = positions[(nint)row * bank.Features + part.Feature + c];
            if (window < 0) continue;
            scratch.Slopes[found] = gradient[(nint)batch.Order[row] * bank.Features + part.Feature + c];
            scratch.Windows[found++] = (nint)(vectors + (nint)row * batch.Stride + window * bank.Embedding);
        }
        return found;
    }

    static float Sum(float[] slopes, int count)
    {
        float sum = 0;
        for (var i = 0; i < count; i++) sum += slopes[i];
        return sum;
    }

    // to = the sum of slope * window
    static void Sum<T>(float[] slopes, nint[] windows, int count, float* to, int size) where T : unmanaged, ILanes<T>
    {
        var k = 0;
        for (; k <= size - 4 * T.Count; k += 4 * T.Count)
        {
            T a = T.Of(0), b = a, c = a, d = a;
            for (var i = 0; i < count; i++)
            {
                var slope = T.Of(slopes[i]);
                var window = (float*)windows[i] + k;
                T.AddProduct(ref a, slope, T.Load(window));
                T.AddProduct(ref b, slope, T.Load(window + T.Count));
                T.AddProduct(ref c, slope, T.Load(window + 2 * T.Count));
                T.AddProduct(ref d, slope, T.Load(window + 3 * T.Count));
            }
            a.Store(to + k);
            b.Store(to + k + T.Count);
            c.Store(to + k + 2 * T.Count);
            d.Store(to + k + 3 * T.Count);
        }
        for (; k < size; k++)
        {
            float sum = 0;
            for (var i = 0; i < count; i++) sum = MathF.FusedMultiplyAdd(slopes[i], ((float*)windows[i])[k], sum);
            to[k] = sum;
        }
    }

    // The gradients of two sequences += slope * filter, each filter at its window; a filter is read once for both.
    static void AddFilters<T>(FilterBank bank, FilterPart part, float* filter, Slope one, Slope other) where T : unmanaged, ILanes<T>
    {
        var size = part.Width * bank.Embedding;
        for (var c = 0; c < part.Count; c++, filter += size)
        {
            var (first, second) = (one.Positions[c], other.Positions == null ? -1 : other.Positions[c]);
            float* to = one.Embedded + (nint)first * bank.Embedding, also = other.Embedded + (nint)second * bank.Embedding;
            if (first >= 0 && second >= 0) Add<T>(one.Slopes[c], to, other.Slopes[c], also, filter, size);
            else if (first >= 0) Add<T>(one.Slopes[c], to, filter, size);
            else if (second >= 0) Add<T>(other.Slopes[c], also, filter, size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add<T>(float slope, float* to, float* from, int size) where T : unmanaged, ILanes<T>
    {
        var k = 0;
        for (var factor = T.Of(slope); k <= size - T.Count; k += T.Count) T.MultiplyAdd(factor, T.Load(from + k), T.Load(to + k)).Store(to + k);
        for (; k < size; k++) to[k] = MathF.FusedMultiplyAdd(slope, from[k], to[k]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add<T>(float one, float* to, float other, float* also, float* from, int size) where T : unmanaged, ILanes<T>
    {
        var k = 0;
        for (T factor = T.Of(one), second = T.Of(other); k <= size - T.Count; k += T.Count)
        {
            var filter = T.Load(from + k);
            T.MultiplyAdd(factor, filter, T.Load(to + k)).Store(to + k);
            T.MultiplyAdd(second, filter, T.Load(also + k)).Store(also + k);
        }
        for (; k < size; k++) (to[k], also[k]) = (MathF.FusedMultiplyAdd(one, from[k], to[k]), MathF.FusedMultiplyAdd(other, from[k], also[k]));
    }

    // Of a sequence: each filter's window and the slope of the loss there, and its gradient.
    readonly struct Slope(int* positions, float* slopes, float* embedded)
    {
        public readonly int* Positions = positions;
        public readonly float* Slopes = slopes, Embedded = embedded;
    }

    sealed class Scratch(FilterBank bank, EmbeddedBatch batch) : IDisposable
    {
        readonly AlignedFloats _row = new((long)bank.Widest * bank.Embedding);

        public float* Row => _row.Start; // [width, embedding]

        public float[] Slopes { get; } = new float[batch.Count];

        public nint[] Windows { get; } = new nint[batch.Count];

        public void Dispose() => _row.Dispose();
    }
}
