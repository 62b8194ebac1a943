using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.NN;

/// <summary>Tests that share libtorch's seed or count live tensors run alone.</summary>
[CollectionDefinition("Modules", DisableParallelization = true)]
public sealed class ModulesCollection;

/// <summary>Tensors from numbers and back. The expected numbers of these tests were printed with PyTorch 1.13 on the CPU.</summary>
internal static class Numbers
{
    public static Tensor Of(long[] shape, params float[] values) => tensor(values).reshape(shape);

    /// <summary>0, 1, 2, ... over a divisor.</summary>
    public static Tensor Ramp(float divisor, params long[] shape)
    {
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);
        return tensor(Enumerable.Range(0, count).Select(i => i / divisor).ToArray()).reshape(shape);
    }

    public static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    public static void AreClose(float[] expected, Tensor actual, double tolerance = 1e-6)
    {
        var values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], tolerance);
    }
}
