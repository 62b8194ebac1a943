using SeqGan.Data;
using SeqGan.Eval.Statistics;
using SeqGan.Losses;
using SeqGan.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>How well a policy predicts sequences that it has not seen.</summary>
public static class HeldOut
{
    /// <summary>The mean negative log-likelihood in nats a token, over all tokens (end tokens count): the same for every batch size.</summary>
    /// <param name="policy">The language model; dropout is off.</param>
    /// <param name="store">The sequences.</param>
    /// <param name="batch">Rows side by side.</param>
    /// <param name="temperature">Logits are divided by it: the likelihood under the distribution that is sampled at it.</param>
    public static double NatsPerToken(Policy policy, SequenceStore store, int batch = 64, double temperature = 1) => Lines(policy, store, batch, temperature).Value;

    /// <summary>The same as sums over the sequences.</summary>
    internal static LineSums Lines(Policy policy, SequenceStore store, int batch = 64, double temperature = 1) =>
        LineSums.Ratio(OfEach(policy, store, batch, temperature), [.. Enumerable.Range(0, store.Count).Select(i => (double)store[i].Length)]);

    /// <summary>The negative log-likelihood of each sequence, in nats.</summary>
    internal static IReadOnlyList<double> OfEach(Policy policy, SequenceStore store, int batch = 64, double temperature = 1)
    {
        policy.eval();
        var nats = new List<double>(store.Count);
        for (var first = 0; first < store.Count; first += batch)
        {
            using var scope = NewDisposeScope();
            var rows = SequenceBatch.Of([.. Enumerable.Range(first, Math.Min(batch, store.Count - first)).Select(i => store[i])], store.MaxLength, policy.Device);
            nats.AddRange(policy.Nats(rows, temperature));
        }
        return nats;
    }
}
