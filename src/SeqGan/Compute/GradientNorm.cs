using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// The 2-norm of all gradients taken together: one pass of 4 bytes and 2 flops a number. The sums are taken in a fixed order,
/// so that the number of threads changes nothing.
/// </summary>
internal static unsafe class GradientNorm
{
    const int PartSize = 1 << 15; // gradients that a thread sums at a time
    const int Run = 1 << 9; // gradients that are summed in float before they go into a double
    const double Tiny = 1e-6; // as in PyTorch

    /// <summary>Scales the gradients so that their norm is at most a limit; none of them is touched where it is or where it is not finite.</summary>
    /// <param name="parameters">Whose gradients; those without one do not count.</param>
    /// <param name="limit">The largest norm; may be infinite.</param>
    /// <param name="factored">Gradients that came as factors; libtorch has none for their weights.</param>
    /// <returns>The norm before.</returns>
    public static double Clip(IEnumerable<Parameter> parameters, double limit, IReadOnlyList<FactoredGradient>? factored = null)
    {
        factored ??= [];
        using var scope = NewDisposeScope();
        var all = parameters.ToArray();
        var gradients = Array.ConvertAll(all, parameter => parameter.grad).OfType<Tensor>().ToArray();
        if (!Array.TrueForAll(gradients, TensorMemory<float>.Reaches)) return nn.utils.clip_grad_norm_(all, limit);
        var norm = Math.Sqrt(SquareSum(gradients) + factored.Sum(gradient => gradient.SquareSum()));
        if (!(norm > limit) || !double.IsFinite(norm)) return norm;
        using var noGrad = no_grad();
        foreach (var gradient in gradients) gradient.mul_(limit / (norm + Tiny));
        foreach (var gradient in factored) gradient.Scale(limit / (norm + Tiny));
        return norm;
    }

    static double SquareSum(Tensor[] gradients)
    {
        var parts = new List<(nint Start, int Count)>();
        foreach (var gradient in gradients)
        {
            var start = new TensorMemory<float>(gradient, gradient.shape).Start;
            for (long first = 0; first < gradient.NumberOfElements; first += PartSize)
                parts.Add(((nint)(start + first), (int)Math.Min(PartSize, gradient.NumberOfElements - first)));
        }
        var sums = new double[parts.Count];
        Workers.For(sums.Length, part => sums[part] = SquareSum((float*)parts[part].Start, parts[part].Count));
        GC.KeepAlive(gradients);
        return sums.Sum();
    }

    static double SquareSum(float* numbers, int count) =>
        Vector512.IsHardwareAccelerated ? SquareSum<Lanes16>(numbers, count)
        : Vector256.IsHardwareAccelerated ? SquareSum<Lanes8>(numbers, count)
        : SquareSum<Lanes1>(numbers, count);

    /// <summary>The sum of squares.</summary>
    internal static double SquareSum<T>(float* numbers, int count) where T : unmanaged, ILanes<T>
    {
        double total = 0;
        var i = 0;
        for (; i <= count - Run; i += Run)
        {
            T even = T.Of(0), odd = T.Of(0);
            for (var k = i; k < i + Run; k += 2 * T.Count)
            {
                T left = T.Load(numbers + k), right = T.Load(numbers + k + T.Count);
                T.AddProduct(ref even, left, left);
                T.AddProduct(ref odd, right, right);
            }
            total += (even + odd).Sum();
        }
        for (; i < count; i++) total += (double)numbers[i] * numbers[i];
        return total;
    }
}
