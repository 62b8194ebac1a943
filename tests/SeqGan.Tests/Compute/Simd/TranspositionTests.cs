using SeqGan.Compute.Simd;

namespace SeqGan.Tests.Compute.Simd;

public sealed unsafe class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(3, 9)]
    [InlineData(32, 5)]
    [InlineData(7, 64)]
    [InlineData(33, 20)]
    public void Rows_become_columns_and_what_stands_around_them_stays(int rows, int columns)
    {
        var (from, to) = (new float[rows * (columns + 3)], new float[columns * (rows + 2)]);
        for (var i = 0; i < from.Length; i++) from[i] = i;
        Array.Fill(to, -1);
        fixed (float* source = from, target = to) Transposition.Run(source, columns + 3, rows, columns, target, rows + 2);
        for (var k = 0; k < columns; k++)
            for (var j = 0; j < rows + 2; j++) Assert.Equal(j < rows ? from[j * (columns + 3) + k] : -1, to[k * (rows + 2) + j]);
    }
}
