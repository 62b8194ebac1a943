using System.Runtime.CompilerServices;

namespace SeqGan.Compute.Simd;

/// <summary>Functions that no processor has as an instruction.</summary>
internal static class LaneMath
{
    const float Log2E = 1.44269504f;
    const float Least = -87; // exp(87) is finite
    const float Nothing = -150; // its power is 0, and nothing on the way to it overflows

    /// <summary>e^x to about one unit in the last place, for finite x up to 88; exactly 0 for x below -104.</summary>
    /// <remarks>e^x = 2^n 2^f with n whole and |f| at most 1/2; 2^f by the polynomial of degree 5 with the least relative error, 7.5e-8.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : unmanaged, ILanes<T>
    {
        x = T.Max(x, T.Of(Nothing));
        var whole = T.Floor(T.MultiplyAdd(x, T.Of(Log2E), T.Of(0.5f)));
        var part = T.MultiplyAdd(x, T.Of(Log2E), T.Of(0) - whole);
        var power = T.MultiplyAdd(T.Of(0.0013276472f), part, T.Of(0.009675541f));
        power = T.MultiplyAdd(power, part, T.Of(0.05550713f));
        power = T.MultiplyAdd(power, part, T.Of(0.2402212f));
        power = T.MultiplyAdd(power, part, T.Of(0.69314694f));
        power = T.MultiplyAdd(power, part, T.Of(1.0000001f));
        return T.Scale(power, whole);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : unmanaged, ILanes<T> =>
        T.Of(1) / (T.Of(1) + Exp(T.Of(0) - T.Max(x, T.Of(Least))));

    /// <summary>tanh x to 1e-7 absolute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : unmanaged, ILanes<T> =>
        T.MultiplyAdd(T.Of(2), Sigmoid(x + x), T.Of(-1));
}
