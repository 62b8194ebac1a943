using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// The weighted negative log-likelihood of tokens under softmax(hidden weight^T + bias), with all of its gradients in one
/// go: the sum over rows of -w log p(target). Rows of weight 0 cost nothing.
/// </summary>
/// <remarks>
/// Three products of 2 hidden vocab flops a row (logits, gradient of the hidden states, gradient of the weights) and vocab
/// exponentials. Rows are taken in blocks whose probabilities stay in the cache; no more than a block of them is ever in
/// memory. Every sum has an order of its own, whatever the threads.
/// </remarks>
internal sealed unsafe class SoftmaxLikelihood : IDisposable
{
    const int BlockFloats = 1 << 20; // of probabilities, at most (and 8 rows at least)
    const int Group = 4; // tiles of weight rows that a thread takes at a time

    readonly int _vocabulary, _hidden, _width, _pitch, _block;
    readonly Panels _panels; // weight^T: [hidden, vocab]
    readonly AlignedFloats _bias; // [vocab], padded
    readonly AlignedFloats _rows; // the weights once more, row by row: [vocab, width]
    readonly AlignedFloats _states; // of a block: [block, width]
    readonly AlignedFloats _probabilities; // of a block, then their gradient: [block, pitch]
    readonly AlignedFloats _stateGradients; // of a block: [block, width]

    /// <param name="weight"><c>[vocab, hidden]</c></param>
    /// <param name="bias"><c>[vocab]</c></param>
    /// <param name="sharpness">Logits are multiplied by it: 1 / temperature.</param>
    public SoftmaxLikelihood(Tensor weight, Tensor bias, double sharpness = 1)
    {
        (_vocabulary, _hidden) = ((int)weight.shape[0], (int)weight.shape[1]);
        _width = Tile.Padded(_hidden);
        var columns = Tile.Padded(_vocabulary);
        _pitch = columns % 512 == 0 ? columns + 16 : columns; // rows a power of two apart would fight for the same lines of the cache
        _block = Math.Clamp(BlockFloats / _pitch / Tile.Rows, 1, 32) * Tile.Rows;
        (_panels, _bias) = (new Panels(_hidden, _vocabulary), new AlignedFloats(columns));
        _rows = new AlignedFloats((long)columns * _width).Clear();
        (_states, _stateGradients) = (new AlignedFloats((long)_block * _width).Clear(), new AlignedFloats((long)_block * _width));
        _probabilities = new AlignedFloats((long)_block * _pitch).Clear();

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var weights = new TensorMemory<float>((sharpness == 1 ? weight : weight * sharpness).contiguous(), _vocabulary, _hidden);
        _panels.Take(weights.Start, _vocabulary, _hidden);
        for (var id = 0; id < _vocabulary; id++)
            new ReadOnlySpan<float>(weights.Start + (nint)id * _hidden, _hidden).CopyTo(new Span<float>(_rows.Start + (nint)id * _width, _hidden));
        using var biases = new TensorMemory<float>((sharpness == 1 ? bias : bias * sharpness).contiguous(), _vocabulary);
        for (var id = 0; id < columns; id++) _bias.Start[id] = id < _vocabulary ? biases.Start[id] : PackedLstm.Never;
    }

    /// <summary>The loss, and its gradients where there is a place for them.</summary>
    /// <param name="hidden"><c>[rows, hidden]</c></param>
    /// <param name="targets">int64: <c>[rows]</c>.</param>
    /// <param name="weights"><c>[rows]</c></param>
    /// <param name="gradients">Where to put the gradients; null: nowhere.</param>
    /// <returns>The sum over the rows of -w log p(target), in nats.</returns>
    public double Loss(Tensor hidden, Tensor targets, Tensor weights, Gradients? gradients = null)
    {
        if (Vector512.IsHardwareAccelerated) return Loss<Lanes16>(hidden, targets, weights, gradients);
        return Vector256.IsHardwareAccelerated ? Loss<Lanes8>(hidden, targets, weights, gradients) : Loss<Lanes1>(hidden, targets, weights, gradients);
    }

    /// <summary>The same with registers of one width.</summary>
    internal double Loss<T>(Tensor hidden, Tensor targets, Tensor weights, Gradients? gradients) where T : unmanaged, ILanes<T>
    {
        var count = hidden.shape[0];
        using var states = new TensorMemory<float>(hidden, count, _hidden);
        using var ids = new TensorMemory<long>(targets, count);
        using var odds = new TensorMemory<float>(weights, count);
        float* from = states.Start, weight = odds.Start;
        var id = ids.Start;
        var rows = Enumerable.Range(0, (int)count).Where(row => weight[row] != 0).ToArray();
        foreach (var row in rows)
            if ((ulong)id[row] >= (ulong)_vocabulary) throw new ArgumentException($"target {id[row]} is outside the vocabulary of {_vocabulary}", nameof(targets));
        using var weightGradients = gradients is null ? null : new AlignedFloats((long)Tile.Padded(_vocabulary) * _width).Clear();
        using var biasGradients = gradients is null ? null : new AlignedFloats(Tile.Padded(_vocabulary)).Clear();
        using var stateMemory = gradients is null ? default : new TensorMemory<float>(gradients.Hidden.zero_(), count, _hidden);
        var to = stateMemory.Start;
        var losses = new double[rows.Length];
        for (var first = 0; first < rows.Length; first += _block)
        {
            var block = rows.AsMemory(first, Math.Min(_block, rows.Length - first));
            var start = first;
            Workers.For((block.Length + Tile.Rows - 1) / Tile.Rows, tile =>
            {
                var chosen = block.Span[(tile * Tile.Rows)..Math.Min(block.Length, (tile + 1) * Tile.Rows)];
                for (var row = 0; row < chosen.Length; row++)
                    new ReadOnlySpan<float>(from + (nint)chosen[row] * _hidden, _hidden).CopyTo(new Span<float>(_states.Start + (nint)(tile * Tile.Rows + row) * _width, _hidden));
                Rows<T>(tile, chosen, id, weight, losses.AsSpan(start + tile * Tile.Rows), gradients is not null);
                if (gradients is null) return;
                for (var row = 0; row < chosen.Length; row++)
                    new ReadOnlySpan<float>(_stateGradients.Start + (nint)(tile * Tile.Rows + row) * _width, _hidden).CopyTo(new Span<float>(to + (nint)chosen[row] * _hidden, _hidden));
            });
            if (gradients is null) continue;
            var tiles = Tile.Padded(_vocabulary) / Tile.Rows;
            Workers.For((tiles + Group - 1) / Group, group => // a group of 4 is as wide as a panel
            {
                for (var tile = group * Group; tile < Math.Min(tiles, (group + 1) * Group); tile++)
                    for (var column = 0; column < _width; column += Tile.Columns)
                    {
                        var sums = weightGradients!.Start + (nint)tile * Tile.Rows * _width + column;
                        Tile.Multiply<T>(_probabilities.Start + tile * Tile.Rows, 1, _pitch, _states.Start + column, _width, block.Length, sums, _width, sums, _width);
                    }
                Add<T>(_probabilities.Start + group * Tile.Columns, block.Length, biasGradients!.Start + group * Tile.Columns);
            });
        }
        if (gradients is not null) Store(gradients, weightGradients!, biasGradients!);
        return losses.Sum();
    }

    // Eight rows of a block: their losses, the gradients of their logits and of their states.
    void Rows<T>(int tile, ReadOnlySpan<int> chosen, long* targets, float* weights, Span<double> losses, bool gradients) where T : unmanaged, ILanes<T>
    {
        var states = _states.Start + (nint)tile * Tile.Rows * _width;
        var logits = _probabilities.Start + (nint)tile * Tile.Rows * _pitch;
        var columns = Tile.Padded(_vocabulary);
        for (var panel = 0; panel < _panels.Count; panel++)
            Tile.Multiply<T>(states, _width, 1, _panels[panel], Tile.Columns, _hidden, _bias.Start + panel * Tile.Columns, 0, logits + panel * Tile.Columns, _pitch);
        for (var row = 0; row < chosen.Length; row++)
        {
            var (target, weight) = ((int)targets[chosen[row]], weights[chosen[row]]);
            var own = logits + (nint)row * _pitch;
            var said = own[target];
            var (largest, sum) = Exponentiate<T>(own, columns);
            losses[row] = weight * (Math.Log(sum) + largest - said);
            if (!gradients) continue;
            var scale = T.Of((float)(weight / sum));
            for (var column = 0; column < columns; column += T.Count) (T.Load(own + column) * scale).Store(own + column);
            own[target] -= weight;
        }
        if (!gradients) return;
        var zeros = stackalloc float[Tile.Columns];
        new Span<float>(zeros, Tile.Columns).Clear();
        for (var column = 0; column < _width; column += Tile.Columns)
            Tile.Multiply<T>(logits, _pitch, 1, _rows.Start + column, _width, _vocabulary, zeros, 0, _stateGradients.Start + (nint)tile * Tile.Rows * _width + column, _width);
    }

    // A row of logits becomes e^(logit - the largest); returns the largest and the sum.
    static (float Largest, double Sum) Exponentiate<T>(float* row, int columns) where T : unmanaged, ILanes<T>
    {
        T most = T.Load(row), other = T.Load(row + T.Count);
        for (var column = 2 * T.Count; column < columns; column += 2 * T.Count)
        {
            most = T.Max(most, T.Load(row + column));
            other = T.Max(other, T.Load(row + column + T.Count));
        }
        var largest = T.Max(most, other).Largest();
        var (low, sum) = (T.Of(largest), 0.0);
        for (var first = 0; first < columns; first += Tile.Columns) // one sum a panel in single precision, all of them in double
        {
            var part = T.Of(0);
            for (var column = first; column < first + Tile.Columns; column += T.Count)
            {
                var power = LaneMath.Exp(T.Load(row + column) - low);
                power.Store(row + column);
                part += power;
            }
            sum += part.Sum();
        }
        return (largest, sum);
    }

    // sums[j] += the sum over the rows of a block of 32 columns.
    void Add<T>(float* columns, int rows, float* sums) where T : unmanaged, ILanes<T>
    {
        for (var column = 0; column < Tile.Columns; column += T.Count)
        {
            var sum = T.Load(sums + column);
            for (var row = 0; row < rows; row++) sum += T.Load(columns + (nint)row * _pitch + column);
            sum.Store(sums + column);
        }
    }

    void Store(Gradients gradients, AlignedFloats weightGradients, AlignedFloats biasGradients)
    {
        using var weight = new TensorMemory<float>(gradients.Weight, _vocabulary, _hidden);
        using var bias = new TensorMemory<float>(gradients.Bias, _vocabulary);
        for (var id = 0; id < _vocabulary; id++)
            new ReadOnlySpan<float>(weightGradients.Start + (nint)id * _width, _hidden).CopyTo(new Span<float>(weight.Start + (nint)id * _hidden, _hidden));
        new ReadOnlySpan<float>(biasGradients.Start, _vocabulary).CopyTo(new Span<float>(bias.Start, _vocabulary));
    }

    public void Dispose()
    {
        _panels.Dispose();
        _bias.Dispose();
        _rows.Dispose();
        _states.Dispose();
        _probabilities.Dispose();
        _stateGradients.Dispose();
    }

    /// <summary>Where gradients go.</summary>
    /// <param name="Hidden"><c>[rows, hidden]</c></param>
    /// <param name="Weight"><c>[vocab, hidden]</c></param>
    /// <param name="Bias"><c>[vocab]</c></param>
    internal sealed record Gradients(Tensor Hidden, Tensor Weight, Tensor Bias);
}
