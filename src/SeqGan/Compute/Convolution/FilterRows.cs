using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>The three orders of a filter's numbers: torch's, a row's and a tile's. Each number is moved once.</summary>
internal static unsafe class FilterRows
{
    const int Line = 16; // floats of a cache line

    /// <summary>torch's <c>[count, embedding, width]</c> to rows, <c>[count, width, embedding]</c>.</summary>
    public static void FromTorch(float* weights, float* rows, int count, int embedding, int width)
    {
        for (var c = 0; c < count; c++, weights += embedding * width, rows += embedding * width)
            for (var offset = 0; offset < width; offset++)
                for (var e = 0; e < embedding; e++) rows[offset * embedding + e] = weights[e * width + offset];
    }

    /// <summary>A row, <c>[width, embedding]</c>, to torch's <c>[embedding, width]</c>.</summary>
    public static void ToTorch(float* row, float* weight, int embedding, int width)
    {
        for (var e = 0; e < embedding; e++)
            for (var offset = 0; offset < width; offset++) weight[e * width + offset] = row[offset * embedding + e];
    }

    /// <summary>Rows to a panel <c>[size, 32]</c>, with 0 in the columns beyond them.</summary>
    public static void ToPanel(float* rows, int count, int size, float* panel)
    {
        if (count < Tile.Columns) new Span<float>(panel, size * Tile.Columns).Clear();
        for (var first = 0; first < size; first += Line)
        {
            var last = Math.Min(first + Line, size);
            for (var c = 0; c < count; c++)
                for (var k = first; k < last; k++) panel[k * Tile.Columns + c] = rows[(nint)c * size + k];
        }
    }
}
