using System.Runtime.CompilerServices;

namespace SeqGan.Compute.Simd;

/// <summary>What a <see cref="Tile"/> sums.</summary>
internal interface IProduct<T> where T : unmanaged, ILanes<T>
{
    /// <summary>sum += left * right.</summary>
    static abstract void Add(ref T sum, T left, T right);
}

/// <summary>Products of floats.</summary>
internal readonly struct FloatProduct<T> : IProduct<T> where T : unmanaged, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref T sum, T left, T right) => T.AddProduct(ref sum, left, right);
}

/// <summary>Products of pairs of 16-bit integers that lie where floats would, added up as 32-bit integers: as many a register again.</summary>
internal readonly struct PairProduct<T> : IProduct<T> where T : unmanaged, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref T sum, T left, T right) => T.AddPairProducts(ref sum, left, right);
}
