using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SeqGan.Compute;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011): four random
/// words that are a function of a counter and a key. It draws tokens: the key is a sequence's, the counter a position.
/// </summary>
internal static class Philox
{
    const int Rounds = 10;
    const ulong LeftFactor = 0xD2511F53, RightFactor = 0xCD9E8D57;
    const uint FirstKeyStep = 0x9E3779B9, SecondKeyStep = 0xBB67AE85;

    /// <summary>The number in [0, 1), with 53 random bits, of a position under a key.</summary>
    public static double Uniform(ulong key, uint position) => Uniforms(key, position, 0).First;

    /// <summary>Two numbers in [0, 1), with 53 random bits each, of an attempt at a position under a key.</summary>
    public static (double First, double Second) Uniforms(ulong key, uint position, uint attempt)
    {
        var (a, b, c, d) = Block((position, attempt, 0, 0), ((uint)key, (uint)(key >> 32)));
        return (Unit(a, b), Unit(c, d));

        static double Unit(uint high, uint low) => ((ulong)high << 21 | low >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Four words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (uint, uint, uint, uint) Block((uint, uint, uint, uint) counter, (uint, uint) key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = key;
        for (var round = 0; round < Rounds; round++)
        {
            var (left, right) = (LeftFactor * c0, RightFactor * c2);
            (c0, c1, c2, c3) = ((uint)(right >> 32) ^ c1 ^ k0, (uint)right, (uint)(left >> 32) ^ c3 ^ k1, (uint)left);
            (k0, k1) = (k0 + FirstKeyStep, k1 + SecondKeyStep);
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>The blocks of eight counters side by side: word by word, each in the lower half of a lane.</summary>
    /// <param name="counter">The first word of each counter; the others are 0.</param>
    /// <param name="key">The key of all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<ulong>, Vector512<ulong>, Vector512<ulong>, Vector512<ulong>) Blocks(Vector512<ulong> counter, ulong key)
    {
        var word = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> c0 = counter, c1 = Vector512<ulong>.Zero, c2 = c1, c3 = c1;
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            Vector512<ulong> left = c0 * LeftFactor, right = c2 * RightFactor;
            (c0, c1, c2, c3) = ((right >> 32) ^ c1 ^ Vector512.Create((ulong)k0), right & word, (left >> 32) ^ c3 ^ Vector512.Create((ulong)k1), left & word);
            (k0, k1) = (k0 + FirstKeyStep, k1 + SecondKeyStep);
        }
        return (c0, c1, c2, c3);
    }
}
