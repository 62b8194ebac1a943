using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Data;

/// <summary>Sequences of ids side by side. What stands at or after a row's length is padding and changes no result.</summary>
/// <param name="Ids">Ids, int64: <c>[batch, time]</c>.</param>
/// <param name="Lengths">Tokens of each row (an end token counts), int64: <c>[batch]</c>.</param>
public sealed record SequenceBatch(Tensor Ids, Tensor Lengths)
{
    /// <summary>Rows.</summary>
    public long Count => Ids.shape[0];

    /// <summary>Columns.</summary>
    public long Time => Ids.shape[1];

    /// <summary>Makes a batch on a device from ids in memory, row after row.</summary>
    public static SequenceBatch Of(IReadOnlyList<int[]> rows, long time, Device device)
    {
        var (ids, lengths) = (new long[rows.Count * time], new long[rows.Count]);
        for (var row = 0; row < rows.Count; row++)
        {
            lengths[row] = rows[row].Length;
            for (var t = 0; t < rows[row].Length; t++) ids[row * time + t] = rows[row][t];
        }
        return new SequenceBatch(tensor(ids, [rows.Count, time], device: device), tensor(lengths, [rows.Count], device: device));
    }

    /// <summary>1 where a token stands, 0 in the padding; from the lengths, never from ids. <c>[batch, time]</c></summary>
    public Tensor Mask() => arange(Time, device: Ids.device).unsqueeze(0).lt(Lengths.unsqueeze(1)).to(ScalarType.Float32);

    /// <summary>What the policy reads in order to predict <see cref="Ids"/>: the begin symbol, then all but the last column. <c>[batch, time]</c></summary>
    public Tensor Inputs(long begin) => cat([full(Count, 1, begin, ScalarType.Int64, Ids.device), Ids.narrow(1, 0, Time - 1)], 1);
}
