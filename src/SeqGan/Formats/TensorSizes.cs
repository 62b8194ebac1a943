using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>How much room tensors need, without overflow.</summary>
internal static class TensorSizes
{
    /// <summary>The most dimensions that are read; libtorch's own operations end at 64.</summary>
    public const int MaximumRank = 64;

    /// <summary>The bytes of an element.</summary>
    public static int Width(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no element of a file"),
    };

    /// <summary>The bytes of a tensor; null where the sizes, a zero taken as a one, leave 64 bits: then libtorch cannot number them.</summary>
    public static long? Bytes(ReadOnlySpan<long> shape, ScalarType type)
    {
        var bytes = (UInt128)Width(type);
        foreach (var size in shape)
        {
            bytes *= (UInt128)Math.Max(size, 1);
            if (bytes > long.MaxValue) return null;
        }
        return shape.Contains(0) ? 0 : (long)bytes;
    }
}
