using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Data;

/// <summary>Batches of stored sequences, in an order of its own each epoch; the last batch of an epoch may be smaller.</summary>
/// <param name="store">The sequences.</param>
/// <param name="batch">Rows a batch.</param>
/// <param name="time">Columns a batch.</param>
/// <param name="key">The order is a function of this key and the epoch.</param>
/// <param name="device">Where the tensors are made.</param>
/// <param name="draw">How an epoch's sequences are drawn; null: each once.</param>
internal sealed class SequenceBatches(SequenceStore store, int batch, long time, ulong key, torch.Device device, WeightedDraw? draw = null) : IBatches<SequenceBatch>
{
    readonly EpochOrder _order = new(store.Count, key, draw);

    public long Count => ((long)store.Count + batch - 1) / batch;

    public SequenceBatch At(long index)
    {
        var order = _order.Of(index / Count);
        var first = (int)(index % Count) * batch;
        var rows = new int[Math.Min(batch, store.Count - first)][];
        for (var i = 0; i < rows.Length; i++) rows[i] = store[order[first + i]];
        return SequenceBatch.Of(rows, time, device);
    }
}
