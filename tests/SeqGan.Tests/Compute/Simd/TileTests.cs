using SeqGan.Compute.Simd;

namespace SeqGan.Tests.Compute.Simd;

public sealed unsafe class TileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    public void A_tile_and_half_a_tile_are_the_products_sums(int depth)
    {
        Agrees<Lanes16>(depth);
        Agrees<Lanes8>(depth);
        Agrees<Lanes1>(depth);
    }

    // The rows of a have a gap behind them, the rows of b, the start and c too.
    static void Agrees<T>(int depth) where T : unmanaged, ILanes<T>
    {
        const int Gap = 3;
        int aRow = depth + Gap, row = Tile.Columns + Gap;
        var random = new Random(depth);
        float[] a = new float[Tile.Rows * aRow], b = new float[(depth + 1) * row], start = new float[Tile.Rows * row];
        foreach (var numbers in new[] { a, b, start })
            for (var i = 0; i < numbers.Length; i++) numbers[i] = (float)random.NextDouble() - 0.5f;
        foreach (var columns in new[] { Tile.Columns, Tile.HalfColumns })
        {
            var c = new float[start.Length];
            Array.Fill(c, -9);
            fixed (float* x = a, y = b, s = start, z = c)
            {
                if (columns == Tile.Columns) Tile.Multiply<T>(x, aRow, 1, y, row, depth, s, row, z, row);
                else Tile.MultiplyHalf<T>(x, aRow, 1, y, row, depth, s, row, z, row);
            }
            for (var r = 0; r < Tile.Rows; r++)
            {
                for (var j = 0; j < row; j++)
                {
                    double expected = start[r * row + j];
                    for (var k = 0; k < depth; k++) expected += (double)a[r * aRow + k] * b[k * row + j];
                    Assert.Equal(j < columns ? expected : -9, c[r * row + j], 1e-5);
                }
            }
        }
    }
}
