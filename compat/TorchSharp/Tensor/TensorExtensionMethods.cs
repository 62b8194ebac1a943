namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();

    public static Half ToHalf(this torch.Tensor value) => value.ToScalar().ToHalf();

    public static sbyte ToSByte(this torch.Tensor value) => value.ToScalar().ToSByte();

    public static byte ToByte(this torch.Tensor value) => value.ToScalar().ToByte();

    public static short ToInt16(this torch.Tensor value) => value.ToScalar().ToInt16();

    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();

    public static ReadOnlySpan<int> IntShape(this torch.Tensor tensor) => Array.ConvertAll(tensor.shape, size => (int)size);

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (total, size) => total * size);

    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new NotImplementedException(),
    };

    /// <summary>Writes type, shape and elements, as Module.save does for each of its tensors.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        using var local = tensor.to(torch.CPU);
        using var dense = local.contiguous();
        writer.Encode((long)dense.dtype);
        writer.Encode(dense.ndim);
        foreach (var size in dense.shape)
            writer.Encode(size);
        dense.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads what <see cref="Save"/> wrote into a tensor of the same type and shape.</summary>
    /// <exception cref="ArgumentException">When type or shape differ.</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException("Mismatched tensor data types while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        Fill(tensor, shape, reader, skip);
    }

    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        var tensor = skip ? torch.zeros(shape, type) : torch.empty(shape, type);
        Fill(tensor, shape, reader, skip);
        return tensor;
    }

    static (torch.ScalarType type, long[] shape) ReadHeader(BinaryReader reader)
    {
        var type = (torch.ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = reader.Decode();
        return (type, shape);
    }

    static void Fill(torch.Tensor tensor, long[] shape, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            reader.BaseStream.Seek(tensor.NumberOfElements * tensor.ElementSize, SeekOrigin.Current);
            return;
        }
        if (!shape.SequenceEqual(tensor.shape))
            throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        using var noGrad = torch.no_grad();
        using var read = torch.empty_like(tensor, device: torch.CPU);
        read.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(read);
    }

    internal static void Encode(this BinaryWriter writer, long value)
    {
        for (; value > 0x7f; value >>= 7)
            writer.Write((byte)((value & 0x7f) | 0x80));
        writer.Write((byte)value);
    }

    internal static long Decode(this BinaryReader reader)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = reader.ReadByte();
            value |= (part & 0x7fL) << shift;
            if (part <= 0x7f)
                return value;
        }
    }
}
