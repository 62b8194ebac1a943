namespace SeqGan.Compute;

/// <summary>
/// Random numbers that are functions of a key, not of a sequence: the same (seed, update, sentence, prefix, copy, position)
/// gives the same draw in any order, in any chunk and on any thread.
/// </summary>
/// <remarks>The finaliser is that of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), applied once for each part of the key.</remarks>
internal static class KeyedRandom
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A key extended by one part.</summary>
    public static ulong Key(ulong key, long part)
    {
        var z = (key ^ Mix((ulong)part + Golden)) + Golden;
        return Mix(z);
    }

    /// <summary>A key of two parts below a seed.</summary>
    public static ulong Key(ulong key, long first, long second) => Key(Key(key, first), second);

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public static double Uniform(ulong key) => (Mix(key + Golden) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from N(0, 1) (Box and Muller, 1958).</summary>
    public static double Normal(ulong key) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(Key(key, 0)))) * Math.Cos(2 * Math.PI * Uniform(Key(key, 1)));

    /// <summary>An order of 0 .. count-1 (Fisher-Yates), a function of the key.</summary>
    public static int[] Permutation(ulong key, int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = (int)(Uniform(Key(key, i)) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
