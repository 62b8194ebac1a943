using SeqGan.Compute;

namespace SeqGan.Text;

/// <summary>
/// Monte-Carlo search (Yu et al., equation 4): the worth of a token is the mean verdict on sentences that the rollout
/// policy completes from the prefix that ends with it; the last token's is the verdict on the sentence itself.
/// </summary>
/// <param name="policy">Who completes.</param>
/// <param name="copies">Completions of each prefix (N; 16 in the paper).</param>
/// <param name="score">The discriminator's probability that each sequence is real.</param>
/// <param name="memory">MiB that completions may take; kernels' draws do not depend on it.</param>
internal sealed class Rollouts(Policy policy, int copies, Func<IReadOnlyList<int[]>, double[]> score, int memory = 256)
{
    /// <summary>The rewards of sentences.</summary>
    /// <param name="sentences">Token ids, the end token included.</param>
    /// <param name="key">The key of the random numbers; a completion's draws depend on (key, sentence, prefix, copy, position).</param>
    /// <returns>For each sentence a reward for each of its tokens.</returns>
    public float[][] Rewards(IReadOnlyList<int[]> sentences, ulong key)
    {
        var rewards = new float[sentences.Count][];
        using var writer = policy.Writer(temperature: 1);
        var together = (int)Math.Clamp(((long)memory << 20) / (copies * (policy.Shape.Time - 1L) * writer.BytesADraft), 1, Math.Max(1, sentences.Count)); // sentences
        for (var first = 0; first < sentences.Count; first += together)
        {
            var chunk = sentences.Skip(first).Take(together).ToArray();
            var drafts = Drafts(chunk, key, first);
            writer.Complete(chunk, drafts);
            var verdicts = score([.. chunk, .. drafts.Select(draft => draft.Written())]);
            var next = chunk.Length;
            for (var row = 0; row < chunk.Length; row++)
            {
                var length = chunk[row].Length;
                rewards[first + row] = new float[length];
                for (var prefix = 1; prefix < length; prefix++, next += copies)
                    rewards[first + row][prefix - 1] = Mean(verdicts.AsSpan(next, copies));
                rewards[first + row][length - 1] = (float)verdicts[row];
            }
        }
        return rewards;
    }

    // For each sentence the beginnings of its completions: prefix 1's copies, then prefix 2's, and so on.
    List<Draft> Drafts(int[][] sentences, ulong key, int first)
    {
        var drafts = new List<Draft>();
        for (var row = 0; row < sentences.Length; row++)
            for (var prefix = 1; prefix < sentences[row].Length; prefix++) // the whole sentence is no prefix
                for (var copy = 0; copy < copies; copy++)
                    drafts.Add(new Draft(row, sentences[row].AsSpan(0, prefix), KeyedRandom.Key(KeyedRandom.Key(key, first + row, prefix), copy), policy.Shape.Time));
        return drafts;
    }

    static float Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return (float)(sum / values.Length);
    }
}
