namespace TorchSharp;

/// <summary>A number on its way into an operator. As in libtorch it is one of bool, 64-bit integer or double.</summary>
public sealed class Scalar : IDisposable
{
    Scalar(Tag tag, long bits) => (Tag, Bits) = (tag, bits);

    internal Scalar(bool value) : this(Tag.Bool, value ? 1 : 0)
    {
    }

    internal Scalar(long value) : this(Tag.Int, value)
    {
    }

    internal Scalar(double value) : this(Tag.Double, BitConverter.DoubleToInt64Bits(value))
    {
    }

    internal Tag Tag { get; }

    internal long Bits { get; }

    public torch.ScalarType Type => Tag switch
    {
        Tag.Bool => torch.ScalarType.Bool,
        Tag.Int => torch.ScalarType.Int64,
        _ => torch.ScalarType.Float64,
    };

    internal double AsDouble => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Tag == Tag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(byte value) => new((long)value);

    public static implicit operator Scalar(sbyte value) => new((long)value);

    public static implicit operator Scalar(short value) => new((long)value);

    public static implicit operator Scalar(int value) => new((long)value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(Half value) => new((double)value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(double value) => new(value);

    public static implicit operator Scalar(bool value) => new(value);

    public void Dispose()
    {
    }
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    public static double ToDouble(this Scalar value) => value.AsDouble;

    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsInt64;

    public static byte ToByte(this Scalar value) => (byte)value.AsInt64;

    public static short ToInt16(this Scalar value) => (short)value.AsInt64;

    public static int ToInt32(this Scalar value) => (int)value.AsInt64;

    public static long ToInt64(this Scalar value) => value.AsInt64;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
}
