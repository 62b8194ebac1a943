using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute.Highway;

/// <summary>A product of factors in bf16 whose sums are in fp32, on any processor.</summary>
internal static unsafe class Bfloat16Product
{
    const long LeastOfOneDnn = 16 * 16 * 16; // multiplications from which on libtorch gives a product to oneDNN (aten/src/ATen/native/mkldnn/Matmul.cpp)

    /// <summary>left right, each sum rounded to bf16 once.</summary>
    /// <remarks>
    /// Where oneDNN has no such product (<see cref="Bfloat16.HasProduct"/>), and for a small one everywhere, libtorch adds in bf16: sums of 300 numbers are then
    /// off by 3 %. There the factors, which fp32 holds exactly, are multiplied in fp32.
    /// </remarks>
    /// <param name="left">bf16: <c>[n, k]</c></param>
    /// <param name="right">bf16: <c>[k, m]</c></param>
    /// <returns>bf16: <c>[n, m]</c></returns>
    public static Tensor Of(Tensor left, Tensor right)
    {
        if (left.device_type != DeviceType.CPU || (Bfloat16.HasProduct && left.shape[0] * left.shape[1] * right.shape[1] > LeastOfOneDnn)) return left.mm(right);
        return Vector256.IsHardwareAccelerated ? Widened<Lanes8>(left, right) : Widened<Lanes1>(left, right);
    }

    /// <summary>The same by a product in fp32; no digit depends on the threads.</summary>
    internal static Tensor Widened<T>(Tensor left, Tensor right) where T : unmanaged, ILanes<T>
    {
        using var scope = NewDisposeScope();
        int rows = (int)left.shape[0], depth = (int)left.shape[1], columns = (int)right.shape[1], tiles = (rows + Tile.Rows - 1) / Tile.Rows;
        var factors = zeros(tiles * Tile.Rows, depth);
        factors.narrow(0, 0, rows).copy_(left);
        var sums = empty(tiles * Tile.Rows, (long)Tile.Padded(columns));
        using var others = new TensorMemory<float>(right.to(ScalarType.Float32).contiguous(), depth, columns);
        using var panels = Panels.Of(others.Start, depth, columns);
        using var zero = new AlignedFloats(Tile.Columns).Clear();
        using TensorMemory<float> from = new(factors, factors.shape), to = new(sums, sums.shape);
        var (a, c, stride) = ((nint)from.Start, (nint)to.Start, Tile.Padded(columns));
        Workers.For(tiles, tile =>
        {
            float* factor = (float*)a + (nint)tile * Tile.Rows * depth, sum = (float*)c + (nint)tile * Tile.Rows * stride;
            for (var panel = 0; panel < panels.Count; panel++, sum += Tile.Columns) Tile.Multiply<T>(factor, depth, 1, panels[panel], Tile.Columns, depth, zero.Start, 0, sum, stride);
        });
        return sums.narrow(0, 0, rows).narrow(1, 0, columns).to(ScalarType.BFloat16).contiguous().MoveToOuterDisposeScope();
    }
}
