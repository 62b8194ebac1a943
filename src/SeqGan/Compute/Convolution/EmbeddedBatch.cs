using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// Sequences as filters read them: the vectors of a sequence's tokens one after another, zeros behind them, the longest
/// sequences first, so that those that stand side by side in a tile have about as many windows.
/// </summary>
internal sealed unsafe class EmbeddedBatch
{
    readonly long[] _ids; // [count, time]
    readonly int _time;

    /// <param name="ids">int64: <c>[batch, time]</c>.</param>
    /// <param name="lengths">int64: <c>[batch]</c>.</param>
    /// <param name="embedding">A vector for each id: <c>[vocabulary, embedding]</c>.</param>
    /// <param name="widest">The width of the widest filter.</param>
    /// <exception cref="ArgumentException">A length or an id is out of range.</exception>
    public EmbeddedBatch(Tensor ids, Tensor lengths, Tensor embedding, int widest)
    {
        (Count, _time) = ((int)ids.shape[0], (int)ids.shape[1]);
        (Vocabulary, Embedding) = (embedding.shape[0], (int)embedding.shape[1]);
        using var idMemory = new TensorMemory<long>(ids, Count, _time);
        using var lengthMemory = new TensorMemory<long>(lengths, Count);
        using var vectors = new TensorMemory<float>(embedding, Vocabulary, Embedding);
        _ids = new ReadOnlySpan<long>(idMemory.Start, Count * _time).ToArray();
        var given = new ReadOnlySpan<long>(lengthMemory.Start, Count).ToArray();
        if (Array.Exists(given, length => length < 0 || length > _time)) throw new ArgumentException($"a length is not from 0 to {_time}", nameof(lengths));

        Order = [.. Enumerable.Range(0, Count).OrderByDescending(row => given[row])];
        Lengths = new int[(Count + Tile.Rows - 1) / Tile.Rows * Tile.Rows];
        Stride = Math.Max(_time, widest) * Embedding;
        Floats = zeros(Lengths.Length, Stride);
        using var memory = new TensorMemory<float>(Floats, Lengths.Length, Stride);
        for (var row = 0; row < Count; row++)
        {
            Lengths[row] = (int)given[Order[row]];
            for (var t = 0; t < Lengths[row]; t++)
            {
                var id = Token(row, t);
                if ((ulong)id >= (ulong)Vocabulary) throw new ArgumentException($"an id is {id}; the vocabulary has {Vocabulary}", nameof(ids));
                new ReadOnlySpan<float>(vectors.Start + id * Embedding, Embedding).CopyTo(new Span<float>(memory.Start + (nint)row * Stride + t * Embedding, Embedding));
            }
        }
    }

    /// <summary>Sequences.</summary>
    public int Count { get; }

    /// <summary>How many ids there are.</summary>
    public long Vocabulary { get; }

    /// <summary>Numbers of a token.</summary>
    public int Embedding { get; }

    /// <summary>Floats from sequence to sequence.</summary>
    public int Stride { get; }

    /// <summary>The vectors: <c>[rows, stride]</c>, whole tiles of rows; those beyond the last sequence are 0.</summary>
    public Tensor Floats { get; }

    /// <summary>The sequence of each row.</summary>
    public int[] Order { get; }

    /// <summary>Tokens of each row, descending.</summary>
    public int[] Lengths { get; }

    /// <summary>The gradient for each id's vector.</summary>
    /// <param name="gradient">The gradient for <see cref="Floats"/>.</param>
    /// <returns><c>[vocabulary, embedding]</c></returns>
    public Tensor ByToken(float* gradient)
    {
        var sum = zeros(Vocabulary, Embedding);
        using var memory = new TensorMemory<float>(sum, Vocabulary, Embedding);
        for (var row = 0; row < Count; row++)
        {
            for (var t = 0; t < Lengths[row]; t++)
            {
                float* from = gradient + (nint)row * Stride + t * Embedding, to = memory.Start + Token(row, t) * Embedding;
                for (var e = 0; e < Embedding; e++) to[e] += from[e];
            }
        }
        return sum;
    }

    long Token(int row, int t) => _ids[Order[row] * _time + t];
}
