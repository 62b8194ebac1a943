using SeqGan.Compute;

namespace SeqGan.Tests.Text.Filters;

/// <summary>Endless random numbers 0 .. 999,999 that are functions of a key.</summary>
internal static class Dice
{
    public static IEnumerable<int> Of(long seed, long first, long second = 0)
    {
        var key = KeyedRandom.Key(KeyedRandom.Key((ulong)seed, first), second);
        for (var i = 0; ; i++) yield return (int)(KeyedRandom.Uniform(KeyedRandom.Key(key, i)) * 1_000_000);
    }
}
