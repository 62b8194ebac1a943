using SeqGan.Data;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>Real and fake sequences mixed.</summary>
/// <param name="Sequences">The sequences.</param>
/// <param name="Real">1 for a real row, 0 for a fake: <c>[batch]</c>.</param>
internal sealed record VerdictBatch(SequenceBatch Sequences, Tensor Real);

/// <summary>One set for the discriminator: real lines and as many fakes, shuffled together anew each epoch.</summary>
/// <param name="real">Training lines.</param>
/// <param name="lines">Which of them.</param>
/// <param name="fakes">Generated sequences.</param>
/// <param name="batch">Rows a batch.</param>
/// <param name="time">Columns a batch.</param>
/// <param name="key">The order is a function of this key and the epoch.</param>
/// <param name="device">Where the tensors are made.</param>
internal sealed class RealAndFake(SequenceStore real, int[] lines, IReadOnlyList<int[]> fakes, int batch, int time, ulong key, Device device)
    : IBatches<VerdictBatch>
{
    readonly EpochOrder _order = new(lines.Length + fakes.Count, key);

    public long Count => CountOf(lines.Length, fakes.Count, batch);

    public static long CountOf(int real, int fake, int batch) => ((long)real + fake + batch - 1) / batch;

    public VerdictBatch At(long index)
    {
        var order = _order.Of(index / Count);
        var first = (int)(index % Count) * batch;
        var rows = new int[Math.Min(batch, order.Length - first)][];
        var labels = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var chosen = order[first + i];
            labels[i] = chosen < lines.Length ? 1 : 0;
            rows[i] = chosen < lines.Length ? real[lines[chosen]] : fakes[chosen - lines.Length];
        }
        return new VerdictBatch(SequenceBatch.Of(rows, time, device), tensor(labels, [labels.Length], device: device));
    }
}
