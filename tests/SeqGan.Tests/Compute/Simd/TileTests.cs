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

    // Pairs of integers from end to end of what a 16-bit integer holds, with sums that a 32-bit integer just holds.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    public void A_tile_of_pairs_is_the_sums_of_integers(int depth)
    {
        AgreesInPairs<Lanes16>(depth);
        AgreesInPairs<Lanes8>(depth);
        AgreesInPairs<Lanes1>(depth);
    }

    static void AgreesInPairs<T>(int depth) where T : unmanaged, ILanes<T>
    {
        var random = new Random(depth);
        short[] Pairs(int count, int size) => [.. Enumerable.Range(0, 2 * count).Select(_ => (short)random.Next(-size, size + 1))];
        short[] a = Pairs(Tile.Rows * (depth + 1), 1000), b = Pairs((depth + 1) * Tile.Columns, short.MaxValue);
        int[] start = [.. Enumerable.Range(0, Tile.Columns).Select(_ => random.Next(-(1 << 30), 1 << 30))], c = new int[Tile.Rows * Tile.Columns];
        fixed (short* x = a, y = b)
        fixed (int* s = start, z = c)
            Tile.Multiply<T, PairProduct<T>>((float*)x, depth + 1, 1, (float*)y, Tile.Columns, depth, (float*)s, 0, (float*)z, Tile.Columns);
        for (var r = 0; r < Tile.Rows; r++)
        {
            for (var j = 0; j < Tile.Columns; j++)
            {
                var expected = start[j];
                for (var k = 0; k < 2 * depth; k++) expected = checked(expected + a[2 * r * (depth + 1) + k] * b[2 * (k / 2 * Tile.Columns + j) + k % 2]);
                Assert.Equal(expected, c[r * Tile.Columns + j]);
            }
        }
    }

    [Fact]
    public void A_rows_sum_has_one_order()
    {
        var random = new Random(1);
        float[] row = [.. Enumerable.Range(0, Tile.Columns).Select(_ => MathF.Exp(10 * random.NextSingle()))];
        fixed (float* start = row)
        {
            var sum = Tile.Sum<Lanes1>(start);
            Assert.Equal(row.Sum(number => (double)number), sum, 1e-5 * sum);
            Assert.Equal([sum, sum], new[] { Tile.Sum<Lanes8>(start), Tile.Sum<Lanes16>(start) });
        }
    }
}
