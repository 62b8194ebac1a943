using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// The gradients of layers that read the same input, as they come: each is the sum over a batch of a row of slopes times a row of
/// inputs. For a batch of 64, two layers and 1,720 features that is an eighteenth of the matrices' memory.
/// </summary>
/// <param name="weights">Where each layer's weight lies: <c>[outputs, inputs]</c>.</param>
/// <param name="slopes">The gradient of each layer's sums: <c>[weights, batch, outputs]</c>; it is disposed of with this.</param>
/// <param name="inputs"><c>[batch, inputs]</c>; it is disposed of with this.</param>
internal sealed unsafe class FactoredGradient(nint[] weights, Tensor slopes, Tensor inputs) : IDisposable
{
    const int Side = 4; // rows that are multiplied with a row at a time

    Panels? _panels;

    /// <summary>Rows of the batch.</summary>
    public int Batch => (int)inputs.shape[0];

    /// <summary>Rows of a weight.</summary>
    public int Outputs => (int)slopes.shape[2];

    /// <summary>Columns of a weight.</summary>
    public int Inputs => (int)inputs.shape[1];

    /// <summary>Where the weights lie.</summary>
    public nint[] Weights => weights;

    /// <summary>A weight's slopes: <c>[batch, outputs]</c>.</summary>
    public float* Slopes(int weight) => new TensorMemory<float>(slopes, slopes.shape).Start + (nint)weight * Batch * Outputs;

    /// <summary>The inputs as a product reads them.</summary>
    public Panels Panels => _panels ??= Panels.Of(Rows, Batch, Inputs);

    float* Rows => new TensorMemory<float>(inputs, inputs.shape).Start; // [batch, inputs]

    /// <summary>Adds a weight's gradient, as a matrix, to libtorch's own.</summary>
    public void AddTo(Parameter parameter, int weight)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var whole = slopes[weight].t().mm(inputs); // [outputs, inputs]
        if (parameter.grad is { } gradient) gradient.add_(whole);
        else parameter.grad = whole;
    }

    /// <summary>Multiplies the gradients by a factor.</summary>
    public void Scale(double factor)
    {
        using var noGrad = no_grad();
        slopes.mul_(factor);
    }

    /// <summary>
    /// The sum of the squares of all gradients, without forming one: <c>|S'X|² = the sum over rows i, j of (s_i s_j) (x_i x_j)</c>.
    /// </summary>
    public double SquareSum() =>
        Vector512.IsHardwareAccelerated ? SquareSum<Lanes16>() : Vector256.IsHardwareAccelerated ? SquareSum<Lanes8>() : SquareSum<Lanes1>();

    /// <inheritdoc cref="SquareSum()"/>
    internal double SquareSum<T>() where T : unmanaged, ILanes<T>
    {
        var (batch, outputs, width, first, rows, sums) = (Batch, Outputs, Inputs, (nint)Slopes(0), (nint)Rows, new double[Batch]);
        Workers.For(batch, i =>
        {
            float* products = stackalloc float[Side], one = stackalloc float[Side];
            for (var j = i; j < batch; j += Side)
            {
                new Span<float>(products, Side).Clear();
                for (var weight = 0; weight < weights.Length; weight++)
                {
                    Multiply<T>((float*)first + (nint)weight * batch * outputs, outputs, batch, i, j, one);
                    for (var k = 0; k < Side; k++) products[k] += one[k];
                }
                Multiply<T>((float*)rows, width, batch, i, j, one);
                for (var k = 0; k < Math.Min(Side, batch - j); k++) sums[i] += (j + k == i ? 1 : 2) * (double)products[k] * one[k];
            }
        });
        GC.KeepAlive(this);
        return Math.Max(0, sums.Sum()); // where gradients of both signs cancel, rounding may leave less than nothing
    }

    // The products of row i with rows j to j + 3; with the last row where there are fewer.
    static void Multiply<T>(float* rows, int width, int batch, int i, int j, float* to) where T : unmanaged, ILanes<T>
    {
        var left = rows + (nint)i * width;
        float* Row(int k) => rows + (nint)Math.Min(j + k, batch - 1) * width;
        float* a = Row(0), b = Row(1), c = Row(2), d = Row(3);
        T sumA = T.Of(0), sumB = sumA, sumC = sumA, sumD = sumA;
        var n = 0;
        for (; n <= width - T.Count; n += T.Count)
        {
            var x = T.Load(left + n);
            T.AddProduct(ref sumA, x, T.Load(a + n));
            T.AddProduct(ref sumB, x, T.Load(b + n));
            T.AddProduct(ref sumC, x, T.Load(c + n));
            T.AddProduct(ref sumD, x, T.Load(d + n));
        }
        (to[0], to[1], to[2], to[3]) = (sumA.Sum(), sumB.Sum(), sumC.Sum(), sumD.Sum());
        for (; n < width; n++)
        {
            to[0] += left[n] * a[n];
            to[1] += left[n] * b[n];
            to[2] += left[n] * c[n];
            to[3] += left[n] * d[n];
        }
    }

    public void Dispose()
    {
        _panels?.Dispose();
        slopes.Dispose();
        inputs.Dispose();
    }
}
