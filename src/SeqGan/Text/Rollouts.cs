using SeqGan.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// Monte-Carlo search (Yu et al., equation 4): the worth of a token is the mean verdict on sentences that the rollout
/// policy completes from the prefix that ends with it; the last token's is the verdict on the sentence itself.
/// </summary>
/// <remarks>
/// The search is a staircase: one pass over the positions, in which every prefix's copies join with its cached state.
/// That is T steps of a growing batch instead of copies x (T-1) generations from the first token.
/// </remarks>
/// <param name="policy">Who completes.</param>
/// <param name="copies">Completions of each prefix (N; 16 in the paper).</param>
/// <param name="score">The discriminator's probability that each sequence is real.</param>
internal sealed class Rollouts(Policy policy, int copies, Func<IReadOnlyList<int[]>, double[]> score)
{
    /// <summary>Sentences searched side by side; the draws do not depend on it.</summary>
    public const int Chunk = 32;

    /// <summary>The rewards of sentences.</summary>
    /// <param name="sentences">Token ids, the end token included.</param>
    /// <param name="key">The key of the random numbers; a completion's draws depend on (key, sentence, prefix, copy, position).</param>
    /// <returns>For each sentence a reward for each of its tokens.</returns>
    public float[][] Rewards(IReadOnlyList<int[]> sentences, ulong key)
    {
        var rewards = new float[sentences.Count][];
        for (var first = 0; first < sentences.Count; first += Chunk)
        {
            var chunk = sentences.Skip(first).Take(Chunk).ToArray();
            var drafts = Complete(chunk, key, first);
            var verdicts = score([.. chunk, .. drafts.SelectMany(ofSentence => ofSentence).Select(draft => draft.ToArray())]);
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

    // For each sentence its completions: prefix 1's copies, then prefix 2's, and so on.
    List<Draft>[] Complete(int[][] sentences, ulong key, int first)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var writing = new Continuations(policy, temperature: 1);
        var drafts = Array.ConvertAll(sentences, _ => new List<Draft>());
        var state = SequenceSampler.Opening(policy, sentences.Length);
        for (var prefix = 1; prefix < policy.Shape.Time; prefix++)
        {
            using var step = NewDisposeScope();
            var before = state;
            var tokens = Array.ConvertAll(sentences, sentence => prefix <= sentence.Length ? (long)sentence[prefix - 1] : 0);
            state = policy.Read(tensor(tokens, [tokens.Length], device: policy.Device), state).MoveToOuterDisposeScope();
            before.Dispose();

            var (joining, rows) = (new List<Draft>(), new List<long>());
            for (var row = 0; row < sentences.Length; row++)
            {
                if (sentences[row].Length <= prefix) continue; // the whole sentence is no prefix
                for (var copy = 0; copy < copies; copy++)
                {
                    var draft = new Draft(KeyedRandom.Key(KeyedRandom.Key(key, first + row, prefix), copy), policy.Shape.Time);
                    foreach (var id in sentences[row].AsSpan(0, prefix)) draft.Append(id);
                    drafts[row].Add(draft);
                    joining.Add(draft);
                    rows.Add(row);
                }
            }
            if (rows.Count > 0) writing.Join(joining, state.Select(tensor(rows.ToArray(), [rows.Count], device: policy.Device)));
            writing.Step();
        }
        return drafts;
    }

    static float Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return (float)(sum / values.Length);
    }
}
