namespace SeqGan.Eval;

/// <summary>The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014): a stream for each (seed, stream), the same on every machine and runtime.</summary>
internal struct SplitMix64
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    ulong _state;

    // The stream number is mixed first: neighbouring states would give the same numbers one step apart.
    public SplitMix64(ulong seed, ulong stream) => _state = Mix(seed) ^ Mix(stream + Golden);

    /// <summary>Uniform over [0, 1) in steps of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over 0 .. bound-1.</summary>
    public int Next(int bound) => (int)(NextDouble() * bound);

    /// <summary>Deals some of the cards to the front: the first steps of a Fisher-Yates shuffle.</summary>
    public void Deal<T>(Span<T> cards, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i + Next(cards.Length - i);
            (cards[i], cards[at]) = (cards[at], cards[i]);
        }
    }

    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>The generator's finalizer: a bijection in which every bit reaches every other.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
