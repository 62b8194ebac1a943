using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>
/// Adam's step for a weight whose gradient is left as factors: a tile of the product is formed in the first cache and used there. 24 bytes a
/// weight, and 2 flops a weight and row of the batch, which the gradient takes anyway.
/// </summary>
/// <param name="gradient">The factors.</param>
/// <param name="number">Which of their weights.</param>
/// <param name="numbers">The weight, <c>[outputs, inputs]</c>, and its moments.</param>
/// <param name="rule">The step.</param>
internal sealed unsafe class FactoredAdam(FactoredGradient gradient, int number, AdamNumbers numbers, AdamRule rule)
{
    const int PartSize = 5 * Tile.Rows; // rows of the weight that a thread updates at a time
    const int Pieces = 4; // of a tile's product: before each, a share of the next tile's memory is asked for; all at once would hold the product up

    readonly int _batch = gradient.Batch, _outputs = gradient.Outputs, _inputs = gradient.Inputs;
    readonly float* _slopes = gradient.Slopes(number); // [batch, outputs]
    readonly Panels _panels = gradient.Panels;

    /// <summary>Into how many parts it falls.</summary>
    public int Parts => (_outputs + PartSize - 1) / PartSize;

    /// <summary>A thread's memory: a tile, a row of zeros, the slopes of a tile's rows.</summary>
    public static AlignedFloats Scratch(IEnumerable<FactoredGradient> gradients) =>
        new AlignedFloats((Tile.Rows + 1) * Tile.Columns + gradients.Select(gradient => (long)gradient.Batch).DefaultIfEmpty().Max() * Tile.Rows).Clear();

    /// <summary>Updates the weights of a part.</summary>
    public void Run(int part, AlignedFloats scratch)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes16>(part, scratch);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes8>(part, scratch);
        else Run<Lanes1>(part, scratch);
    }

    /// <inheritdoc cref="Run(int, AlignedFloats)"/>
    internal void Run<T>(int part, AlignedFloats scratch) where T : unmanaged, ILanes<T>
    {
        float* tile = scratch.Start, zeros = tile + Tile.Rows * Tile.Columns, slopes = zeros + Tile.Columns;
        for (var n = part * PartSize; n < Math.Min((part + 1) * PartSize, _outputs); n += Tile.Rows)
        {
            var rows = Math.Min(Tile.Rows, _outputs - n);
            Take(_slopes + n, rows, slopes);
            for (var panel = 0; panel < _panels.Count; panel++)
            {
                var (at, columns) = ((nint)n * _inputs + panel * Tile.Columns, Math.Min(Tile.Columns, _inputs - panel * Tile.Columns));
                for (var piece = 0; piece < Pieces; piece++)
                {
                    for (var r = piece * Tile.Rows / Pieces; r < Math.Min((piece + 1) * Tile.Rows / Pieces, rows); r++) Fetch(at + (nint)r * _inputs + Tile.Columns);
                    int first = _batch * piece / Pieces, end = _batch * (piece + 1) / Pieces;
                    float* start = piece == 0 ? zeros : tile, inputs = _panels[panel] + first * Tile.Columns;
                    Tile.Multiply<T>(slopes + first * Tile.Rows, 1, Tile.Rows, inputs, Tile.Columns, end - first, start, piece == 0 ? 0 : Tile.Columns, tile, Tile.Columns);
                }
                for (var r = 0; r < rows; r++, at += _inputs) rule.Update<T>(numbers.From(at), tile + r * Tile.Columns, columns);
            }
        }
    }

    // The slopes of a tile's rows: [batch, 8]
    void Take(float* from, int rows, float* to)
    {
        for (var row = 0; row < _batch; row++, from += _outputs, to += Tile.Rows)
            for (var r = 0; r < rows; r++) to[r] = from[r];
    }

    // Asks for a row of the next tile.
    void Fetch(nint at)
    {
        for (var k = 0; k < Tile.Columns; k += Cache.Line)
        {
            Cache.Fetch(numbers.Weight + at + k);
            Cache.Fetch(numbers.Mean + at + k);
            Cache.Fetch(numbers.Square + at + k);
        }
    }
}
