using SeqGan.Compute;

namespace SeqGan.Text;

/// <summary>What a game's random numbers are for: a part of their keys, so that no two uses share a draw.</summary>
internal enum Purpose
{
    RealOrder,
    FakeSamples,
    FakeOrder,
    RealLines,
    Sentences,
    Rollouts,
    Evaluation,
    Shuffle,
}

internal static class PurposeKey
{
    /// <summary>The key of use number <paramref name="number"/> of a purpose.</summary>
    public static ulong Of(this Purpose purpose, long seed, long number = 0) => KeyedRandom.Key((ulong)seed, (long)purpose, number);
}
