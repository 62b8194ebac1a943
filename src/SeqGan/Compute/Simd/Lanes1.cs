using System.Runtime.CompilerServices;

namespace SeqGan.Compute.Simd;

/// <summary>One float, for processors without wide registers.</summary>
internal unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    float _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static Lanes1 Of(float value) => new(value);

    public static Lanes1 Load(float* from) => new(*from);

    public readonly void Store(float* to) => *to = _value;

    public static Lanes1 LoadBfloat16(ushort* from) => new(BitConverter.UInt32BitsToSingle((uint)*from << Bfloat16.Shift));

    public readonly void StoreBfloat16(ushort* to)
    {
        var bits = BitConverter.SingleToUInt32Bits(_value);
        *to = float.IsNaN(_value) ? Bfloat16.NaN : (ushort)((bits + Bfloat16.BelowHalf + (bits >> Bfloat16.Shift & 1)) >> Bfloat16.Shift);
    }

    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left._value + right._value);

    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left._value - right._value);

    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left._value * right._value);

    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left._value / right._value);

    public static Lanes1 MultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 more) => new(MathF.FusedMultiplyAdd(left._value, right._value, more._value));

    public static void AddProduct(ref Lanes1 sum, Lanes1 left, Lanes1 right) => sum._value = MathF.FusedMultiplyAdd(left._value, right._value, sum._value);

    public static void AddPairProducts(ref Lanes1 sum, Lanes1 left, Lanes1 right)
    {
        int l = BitConverter.SingleToInt32Bits(left._value), r = BitConverter.SingleToInt32Bits(right._value);
        sum._value = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(sum._value) + (short)l * (short)r + (l >> 16) * (r >> 16));
    }

    public static Lanes1 FromIntegers(Lanes1 bits) => new(BitConverter.SingleToInt32Bits(bits._value));

    public static Lanes1 ToIntegers(Lanes1 value) => new(BitConverter.Int32BitsToSingle((int)value._value));

    public static Lanes1 Max(Lanes1 left, Lanes1 right) => new(left._value > right._value ? left._value : right._value);

    public static Lanes1 IfGreater(Lanes1 left, Lanes1 right, Lanes1 yes, Lanes1 no) => left._value > right._value ? yes : no;

    public static Lanes1 Floor(Lanes1 value) => new(MathF.Floor(value._value));

    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value._value));

    public static Lanes1 Scale(Lanes1 value, Lanes1 power) =>
        new(value._value * BitConverter.Int32BitsToSingle(((int)MathF.Max(power._value, -127) + 127) << 23));

    public readonly float Sum() => _value;

    public readonly float Largest() => _value;
}
