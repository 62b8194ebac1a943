using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Highway;

/// <summary>
/// All of a highway layer that is not a product, where the products' sums are in bf16: one pass forward and one back, for which
/// operations on whole tensors need twenty.
/// </summary>
internal static unsafe class Bfloat16Mix
{
    const int RowsAPart = 8, ColumnsAPart = 256; // that a thread takes together

    /// <summary>Opens the gates: <c>carry * relu(transform) + (1 - carry) * input</c>.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="features">Inputs, and outputs.</param>
    /// <param name="sums">A row's products with the gate's matrix, then those with the transform's: <c>[rows, 2 features]</c>.</param>
    /// <param name="gateBias"><c>[features]</c></param>
    /// <param name="transformBias"><c>[features]</c></param>
    /// <param name="input"><c>[rows, features]</c></param>
    /// <param name="carry">Receives the sigmoid of the gate, <c>[rows, features]</c>; null: nobody needs it.</param>
    /// <param name="lifted">Receives the transform cut at 0, as large; null as <paramref name="carry"/> is.</param>
    /// <param name="output">Receives the output: <c>[rows, features]</c>.</param>
    public static void Forward(int rows, int features, ushort* sums, float* gateBias, float* transformBias, float* input, float* carry, float* lifted, float* output)
    {
        if (Vector512.IsHardwareAccelerated) Forward<Lanes16>(rows, features, sums, gateBias, transformBias, input, carry, lifted, output);
        else if (Vector256.IsHardwareAccelerated) Forward<Lanes8>(rows, features, sums, gateBias, transformBias, input, carry, lifted, output);
        else Forward<Lanes1>(rows, features, sums, gateBias, transformBias, input, carry, lifted, output);
    }

    /// <summary>The slopes of the products' sums, the gradients for both biases, and that for the input where it passes both layers.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="features">Inputs, and outputs.</param>
    /// <param name="slope">The output's gradient: <c>[rows, features]</c>.</param>
    /// <param name="input"><c>[rows, features]</c></param>
    /// <param name="carry">As <see cref="Forward"/> leaves it.</param>
    /// <param name="lifted">As <see cref="Forward"/> leaves it.</param>
    /// <param name="sums">Receives the slopes of the sums: <c>[rows, 2 features]</c>.</param>
    /// <param name="gateBias">Receives the gradient, <c>[features]</c>; it begins as zeros.</param>
    /// <param name="transformBias">Receives the gradient, <c>[features]</c>; it begins as zeros.</param>
    /// <param name="sumSlopes">Receives the slopes of the sums unrounded, the gate's and then the transform's: <c>[2, rows, features]</c>; null: nobody needs them.</param>
    /// <param name="passed">Receives what passes: <c>[rows, features]</c>.</param>
    public static void Backward(int rows, int features, float* slope, float* input, float* carry, float* lifted, ushort* sums, float* gateBias, float* transformBias, float* sumSlopes, float* passed)
    {
        if (Vector512.IsHardwareAccelerated) Backward<Lanes16>(rows, features, slope, input, carry, lifted, sums, gateBias, transformBias, sumSlopes, passed);
        else if (Vector256.IsHardwareAccelerated) Backward<Lanes8>(rows, features, slope, input, carry, lifted, sums, gateBias, transformBias, sumSlopes, passed);
        else Backward<Lanes1>(rows, features, slope, input, carry, lifted, sums, gateBias, transformBias, sumSlopes, passed);
    }

    /// <inheritdoc cref="Forward"/>
    internal static void Forward<T>(int rows, int features, ushort* sums, float* gateBias, float* transformBias, float* input, float* carry, float* lifted, float* output) where T : unmanaged, ILanes<T> =>
        Workers.For((rows + RowsAPart - 1) / RowsAPart, part =>
        {
            for (var row = part * RowsAPart; row < Math.Min((part + 1) * RowsAPart, rows); row++)
            {
                var at = (nint)row * features;
                float* keptCarry = carry == null ? null : carry + at, keptLifted = carry == null ? null : lifted + at;
                var i = 0;
                for (; i <= features - T.Count; i += T.Count) Open<T>(i, features, sums + 2 * at, gateBias, transformBias, input + at, keptCarry, keptLifted, output + at);
                for (; i < features; i++) Open<Lanes1>(i, features, sums + 2 * at, gateBias, transformBias, input + at, keptCarry, keptLifted, output + at);
            }
        });

    /// <inheritdoc cref="Backward"/>
    internal static void Backward<T>(int rows, int features, float* slope, float* input, float* carry, float* lifted, ushort* sums, float* gateBias, float* transformBias, float* sumSlopes, float* passed) where T : unmanaged, ILanes<T> =>
        Workers.For((features + ColumnsAPart - 1) / ColumnsAPart, part =>
        {
            var (first, end) = (part * ColumnsAPart, Math.Min((part + 1) * ColumnsAPart, features));
            for (var row = 0; row < rows; row++) // a bias' gradient is summed row by row, whoever does it
            {
                var at = (nint)row * features;
                float* gates = sumSlopes == null ? null : sumSlopes + at, transforms = sumSlopes == null ? null : gates + (nint)rows * features;
                var i = first;
                for (; i <= end - T.Count; i += T.Count) Learn<T>(i, features, slope + at, input + at, carry + at, lifted + at, sums + 2 * at, gateBias, transformBias, gates, transforms, passed + at);
                for (; i < end; i++) Learn<Lanes1>(i, features, slope + at, input + at, carry + at, lifted + at, sums + 2 * at, gateBias, transformBias, gates, transforms, passed + at);
            }
        });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Open<T>(int i, int features, ushort* sums, float* gateBias, float* transformBias, float* input, float* carry, float* lifted, float* output) where T : unmanaged, ILanes<T>
    {
        var open = LaneMath.Sigmoid(T.LoadBfloat16(sums + i) + T.Load(gateBias + i));
        var high = T.Max(T.LoadBfloat16(sums + features + i) + T.Load(transformBias + i), T.Of(0));
        var low = T.Load(input + i);
        if (carry != null)
        {
            open.Store(carry + i);
            high.Store(lifted + i);
        }
        T.MultiplyAdd(open, high - low, low).Store(output + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Learn<T>(int i, int features, float* slope, float* input, float* carry, float* lifted, ushort* sums, float* gateBias, float* transformBias, float* gates, float* transforms, float* passed) where T : unmanaged, ILanes<T>
    {
        T given = T.Load(slope + i), open = T.Load(carry + i), high = T.Load(lifted + i);
        var passing = given * (T.Of(1) - open);
        var opening = passing * open * (high - T.Load(input + i));
        var lifting = T.IfGreater(high, T.Of(0), given * open, T.Of(0));
        passing.Store(passed + i);
        opening.StoreBfloat16(sums + i);
        lifting.StoreBfloat16(sums + features + i);
        if (gates != null)
        {
            opening.Store(gates + i);
            lifting.Store(transforms + i);
        }
        (T.Load(gateBias + i) + opening).Store(gateBias + i);
        (T.Load(transformBias + i) + lifting).Store(transformBias + i);
    }
}
