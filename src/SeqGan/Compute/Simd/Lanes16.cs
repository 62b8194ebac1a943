using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute.Simd;

/// <summary>512 bits.</summary>
internal unsafe struct Lanes16(Vector512<float> value) : ILanes<Lanes16>
{
    Vector512<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to) => _value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LoadBfloat16(ushort* from)
    {
        var halves = Vector256.Load(from);
        var bits = Avx512F.IsSupported ? Avx512F.ConvertToVector512UInt32(halves) : Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
        return new(Vector512.ShiftLeft(bits, Bfloat16.Shift).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBfloat16(ushort* to)
    {
        var bits = _value.AsUInt32();
        var odd = Vector512.ShiftRightLogical(bits, Bfloat16.Shift) & Vector512<uint>.One;
        bits = Vector512.ShiftRightLogical(bits + Vector512.Create(Bfloat16.BelowHalf) + odd, Bfloat16.Shift);
        bits = Vector512.ConditionalSelect(Vector512.Equals(_value, _value).AsUInt32(), bits, Vector512.Create((uint)Bfloat16.NaN));
        (Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(bits) : Vector256.Narrow(bits.GetLower(), bits.GetUpper())).Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 left, Lanes16 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 left, Lanes16 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator /(Lanes16 left, Lanes16 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyAdd(Lanes16 left, Lanes16 right, Lanes16 more) => new(Vector512.FusedMultiplyAdd(left._value, right._value, more._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes16 sum, Lanes16 left, Lanes16 right) => sum._value = Vector512.FusedMultiplyAdd(left._value, right._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairProducts(ref Lanes16 sum, Lanes16 left, Lanes16 right)
    {
        var products = Avx512BW.IsSupported
            ? Avx512BW.MultiplyAddAdjacent(left._value.AsInt16(), right._value.AsInt16())
            : Lower(left._value) * Lower(right._value) + Upper(left._value) * Upper(right._value);
        sum._value = (sum._value.AsInt32() + products).AsSingle();

        static Vector512<int> Lower(Vector512<float> pairs) => (pairs.AsInt32() << 16) >> 16;
        static Vector512<int> Upper(Vector512<float> pairs) => pairs.AsInt32() >> 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 FromIntegers(Lanes16 bits) => new(Vector512.ConvertToSingle(bits._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 ToIntegers(Lanes16 value) => new(Vector512.ConvertToInt32Native(value._value).AsSingle());

    // The processor's own instruction: neither operand is NaN here, so the order of zeros and NaNs does not matter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Max(Lanes16 left, Lanes16 right) => new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 IfGreater(Lanes16 left, Lanes16 right, Lanes16 yes, Lanes16 no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Floor(Lanes16 value) => new(Vector512.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sqrt(Lanes16 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Scale(Lanes16 value, Lanes16 power)
    {
        if (Avx512F.IsSupported) return new(Avx512F.Scale(value._value, power._value));
        var exponent = Vector512.ConvertToInt32(Vector512.Max(power._value, Vector512.Create(-127f))) + Vector512.Create(127);
        return new(value._value * Vector512.ShiftLeft(exponent, 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => new Lanes8(_value.GetLower() + _value.GetUpper()).Sum();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Largest() => new Lanes8(Vector256.MaxNative(_value.GetLower(), _value.GetUpper())).Largest();
}
