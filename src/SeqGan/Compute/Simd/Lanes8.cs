using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute.Simd;

/// <summary>256 bits.</summary>
internal unsafe struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    Vector256<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to) => _value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LoadBfloat16(ushort* from)
    {
        var halves = Vector128.Load(from);
        return new(Vector256.ShiftLeft(Vector256.Create(Vector128.WidenLower(halves), Vector128.WidenUpper(halves)), Bfloat16.Shift).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBfloat16(ushort* to)
    {
        var bits = _value.AsUInt32();
        var odd = Vector256.ShiftRightLogical(bits, Bfloat16.Shift) & Vector256<uint>.One;
        bits = Vector256.ShiftRightLogical(bits + Vector256.Create(Bfloat16.BelowHalf) + odd, Bfloat16.Shift);
        bits = Vector256.ConditionalSelect(Vector256.Equals(_value, _value).AsUInt32(), bits, Vector256.Create((uint)Bfloat16.NaN));
        Vector128.Narrow(bits.GetLower(), bits.GetUpper()).Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 left, Lanes8 right, Lanes8 more) => new(Vector256.FusedMultiplyAdd(left._value, right._value, more._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes8 sum, Lanes8 left, Lanes8 right) => sum._value = Vector256.FusedMultiplyAdd(left._value, right._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPairProducts(ref Lanes8 sum, Lanes8 left, Lanes8 right)
    {
        var products = Avx2.IsSupported
            ? Avx2.MultiplyAddAdjacent(left._value.AsInt16(), right._value.AsInt16())
            : Lower(left._value) * Lower(right._value) + Upper(left._value) * Upper(right._value);
        sum._value = (sum._value.AsInt32() + products).AsSingle();

        static Vector256<int> Lower(Vector256<float> pairs) => (pairs.AsInt32() << 16) >> 16;
        static Vector256<int> Upper(Vector256<float> pairs) => pairs.AsInt32() >> 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 FromIntegers(Lanes8 bits) => new(Vector256.ConvertToSingle(bits._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ToIntegers(Lanes8 value) => new(Vector256.ConvertToInt32Native(value._value).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Max(Lanes8 left, Lanes8 right) => new(Vector256.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 IfGreater(Lanes8 left, Lanes8 right, Lanes8 yes, Lanes8 no) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Floor(Lanes8 value) => new(Vector256.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Scale(Lanes8 value, Lanes8 power)
    {
        var exponent = Vector256.ConvertToInt32(Vector256.MaxNative(power._value, Vector256.Create(-127f))) + Vector256.Create(127);
        return new(value._value * Vector256.ShiftLeft(exponent, 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum()
    {
        var four = _value.GetLower() + _value.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Largest()
    {
        var four = Vector128.MaxNative(_value.GetLower(), _value.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(two[0], two[1]);
    }
}
