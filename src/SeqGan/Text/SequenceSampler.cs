using SeqGan.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>Whole sequences drawn from the policy.</summary>
internal static class SequenceSampler
{
    const int Chunk = 256; // sequences that grow side by side

    /// <summary>Draws sequences <paramref name="first"/> .. first+count-1 of the endless stream under a key.</summary>
    /// <param name="policy">Who writes.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">The stream's key; sequence i is a function of the weights, the temperature, the key and i.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    /// <param name="first">The first sequence's number.</param>
    /// <returns>Token ids of each, the end token included; lazily, chunk by chunk.</returns>
    public static IEnumerable<int[]> Sample(Policy policy, long count, ulong key, double temperature = 1, long first = 0)
    {
        for (long done = 0; done < count; done += Chunk)
        {
            var drafts = new Draft[Math.Min(Chunk, count - done)];
            for (var i = 0; i < drafts.Length; i++) drafts[i] = new Draft(KeyedRandom.Key(key, first + done + i), policy.Shape.Time);
            Write(policy, drafts, temperature);
            foreach (var draft in drafts) yield return draft.ToArray();
        }
    }

    static void Write(Policy policy, Draft[] drafts, double temperature)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var writing = new Continuations(policy, temperature);
        writing.Join(drafts, Opening(policy, drafts.Length));
        for (var t = 0; t < policy.Shape.Time; t++) writing.Step();
    }

    /// <summary>The states of rows that have read the begin symbol.</summary>
    public static PolicyState Opening(Policy policy, long rows) =>
        policy.Read(full(rows, policy.Shape.Begin, ScalarType.Int64, policy.Device), policy.Start(rows));
}
