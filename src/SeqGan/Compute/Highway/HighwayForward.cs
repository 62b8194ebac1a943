using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Highway;

/// <summary>
/// A highway layer on a batch of some dozens of rows, for which a general product would repack both matrices: here they are
/// read once, as they lie, and the gate is opened while the sums are at hand. 4 flops a weight pair and row.
/// </summary>
internal static unsafe class HighwayForward
{
    /// <summary>Computes <c>carry * relu(transform) + (1 - carry) * input</c>.</summary>
    /// <param name="size">The sizes.</param>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="gate">The gate's weight <c>[features, features]</c> and bias <c>[features]</c>.</param>
    /// <param name="transform">The transform's.</param>
    /// <param name="sideways">Receives the input sideways.</param>
    /// <param name="carry">Receives the sigmoid of the gate, sideways.</param>
    /// <param name="lifted">Receives the transform cut at 0, sideways.</param>
    /// <param name="output">Receives the output: <c>[batch, features]</c>.</param>
    public static void Run(HighwaySize size, float* input, Affine gate, Affine transform, float* sideways, float* carry, float* lifted, float* output)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(size, input, gate, transform, sideways, carry, lifted, output);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(size, input, gate, transform, sideways, carry, lifted, output);
        else Run<Lanes1>(size, input, gate, transform, sideways, carry, lifted, output);
    }

    /// <inheritdoc cref="Run"/>
    internal static void Run<T>(HighwaySize size, float* input, Affine gate, Affine transform, float* sideways, float* carry, float* lifted, float* output) where T : unmanaged, ILanes<T>
    {
        Workers.For(size.Parts, number =>
        {
            var (first, end) = size.Part(number);
            var to = sideways + (nint)first * size.Lanes;
            if (size.Batch < size.Lanes) new Span<float>(to, (end - first) * size.Lanes).Clear();
            Transposition.Run(input + first, size.Features, size.Batch, end - first, to, size.Lanes);
        });
        Workers.For(size.Parts, () => new AlignedFloats(2 * Tile.Rows * Tile.Columns + Tile.Columns + (long)Tile.Rows * size.Features), (number, scratch) =>
        {
            float* gates = scratch.Start, transforms = gates + Tile.Rows * Tile.Columns, zeros = transforms + Tile.Rows * Tile.Columns, last = zeros + Tile.Columns;
            new Span<float>(zeros, Tile.Columns).Clear();
            var (first, end) = size.Part(number);
            for (var n = first; n < end; n += Tile.Rows)
            {
                var rows = Math.Min(Tile.Rows, end - n);
                for (var lane = 0; lane < size.Lanes; lane += Tile.Columns)
                {
                    Tile.Multiply<T>(Rows(gate.Weight, size, n, rows, last), size.Features, 1, sideways + lane, size.Lanes, size.Features, zeros, 0, gates, Tile.Columns);
                    Tile.Multiply<T>(Rows(transform.Weight, size, n, rows, last), size.Features, 1, sideways + lane, size.Lanes, size.Features, zeros, 0, transforms, Tile.Columns);
                    for (var r = 0; r < rows; r++)
                    {
                        var at = (nint)(n + r) * size.Lanes + lane;
                        Mix<T>(gates + r * Tile.Columns, gate.Bias[n + r], transforms + r * Tile.Columns, transform.Bias[n + r], sideways + at, carry + at, lifted + at);
                    }
                    for (var row = lane; row < Math.Min(lane + Tile.Columns, size.Batch); row++)
                        for (var r = 0; r < rows; r++) output[(nint)row * size.Features + n + r] = gates[r * Tile.Columns + row - lane];
                }
            }
        });
    }

    // A row's gates become its outputs.
    static void Mix<T>(float* gates, float gateBias, float* transforms, float transformBias, float* input, float* carry, float* lifted) where T : unmanaged, ILanes<T>
    {
        for (var i = 0; i < Tile.Columns; i += T.Count)
        {
            var open = LaneMath.Sigmoid(T.Load(gates + i) + T.Of(gateBias));
            var high = T.Max(T.Load(transforms + i) + T.Of(transformBias), T.Of(0));
            var low = T.Load(input + i);
            open.Store(carry + i);
            high.Store(lifted + i);
            T.MultiplyAdd(open, high - low, low).Store(gates + i);
        }
    }

    // The rows of a tile; the last ones in memory of their own, with rows of zeros behind them.
    static float* Rows(float* weight, HighwaySize size, int n, int rows, float* last)
    {
        if (rows == Tile.Rows) return weight + (nint)n * size.Features;
        var all = new Span<float>(last, Tile.Rows * size.Features);
        all.Clear();
        new ReadOnlySpan<float>(weight + (nint)n * size.Features, rows * size.Features).CopyTo(all);
        return last;
    }
}

/// <summary>A matrix <c>[features, features]</c> and a bias <c>[features]</c>, or the gradients for them.</summary>
internal readonly unsafe struct Affine(float* weight, float* bias)
{
    public readonly float* Weight = weight, Bias = bias;
}
