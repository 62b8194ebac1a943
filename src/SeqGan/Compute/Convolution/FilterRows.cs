using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Convolution;

/// <summary>The three orders of a filter's numbers: torch's, a row's and a tile's. Each number is moved once.</summary>
internal static unsafe class FilterRows
{
    /// <summary>torch's <c>[count, embedding, width]</c> to rows, <c>[count, width, embedding]</c>.</summary>
    public static void FromTorch(float* weights, float* rows, int count, int embedding, int width)
    {
        for (var c = 0; c < count; c++, weights += embedding * width, rows += embedding * width) Transposition.Run(weights, width, embedding, width, rows, embedding);
    }

    /// <summary>A row, <c>[width, embedding]</c>, to torch's <c>[embedding, width]</c>.</summary>
    public static void ToTorch(float* row, float* weight, int embedding, int width) => Transposition.Run(row, embedding, width, embedding, weight, width);

    /// <summary>Rows to a panel <c>[size, columns]</c>, with 0 in the columns beyond them.</summary>
    public static void ToPanel(float* rows, int count, int size, float* panel, int columns)
    {
        if (count < columns) new Span<float>(panel, size * columns).Clear();
        Transposition.Run(rows, size, count, size, panel, columns);
    }
}
