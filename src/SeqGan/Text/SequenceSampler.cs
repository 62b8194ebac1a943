using SeqGan.Compute;

namespace SeqGan.Text;

/// <summary>Whole sequences drawn from the policy.</summary>
internal static class SequenceSampler
{
    static readonly int[][] _nothing = [[]]; // what they begin with

    /// <summary>Draws sequences <paramref name="first"/> .. first+count-1 of the endless stream under a key.</summary>
    /// <param name="policy">Who writes.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">The stream's key; sequence i is a function of the weights, the temperature, the key and i.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    /// <param name="first">The first sequence's number.</param>
    /// <returns>Token ids of each, the end token included; lazily, chunk by chunk.</returns>
    public static IEnumerable<int[]> Sample(Policy policy, long count, ulong key, double temperature = 1, long first = 0)
    {
        if (count == 0) yield break;
        using var writer = policy.Writer(temperature);
        for (long done = 0; done < count; done += writer.Together)
        {
            var drafts = new Draft[Math.Min(writer.Together, count - done)];
            for (var i = 0; i < drafts.Length; i++) drafts[i] = new Draft(0, [], KeyedRandom.Key(key, first + done + i), policy.Shape.Time);
            writer.Complete(_nothing, drafts);
            foreach (var draft in drafts) yield return draft.Written();
        }
    }
}
