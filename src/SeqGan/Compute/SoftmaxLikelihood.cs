using System.Runtime.InteropServices;
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
/// memory. What makes an exponential a probability, and the target's share of a gradient, go into the small factors of the
/// products, not into the probabilities. Every sum has an order of its own, whatever the threads.
/// </remarks>
internal sealed unsafe class SoftmaxLikelihood : IDisposable
{
    const int Together = 4 * Tile.Rows; // rows that one thread takes at a time: with 32 columns they fill a page of memory
    const int Square = Together * Tile.Columns;
    const int BlockFloats = 5 << 18; // of probabilities, at most (and 32 rows at least)

    readonly int _vocabulary, _hidden, _width, _groups;
    readonly Panels _panels; // weight^T: [hidden, vocab]
    readonly AlignedFloats _bias; // [vocab], padded
    readonly AlignedFloats _rows; // the weights once more, row by row: [vocab, width]
    readonly AlignedFloats _states; // of a block, first as they are, then as the gradient of the weights wants them: [block, width]
    readonly AlignedFloats _powers; // of a block, e^(logit - the row's largest): [groups, panels, 32, 32]
    readonly AlignedFloats _stateGradients; // of a block: [block, width]

    /// <param name="weight"><c>[vocab, hidden]</c></param>
    /// <param name="bias"><c>[vocab]</c></param>
    /// <param name="sharpness">Logits are multiplied by it: 1 / temperature.</param>
    public SoftmaxLikelihood(Tensor weight, Tensor bias, double sharpness = 1)
    {
        (_vocabulary, _hidden) = ((int)weight.shape[0], (int)weight.shape[1]);
        _width = Tile.Padded(_hidden);
        var columns = Tile.Padded(_vocabulary);
        _groups = Math.Clamp(BlockFloats / columns / Together, 1, 32);
        (_panels, _bias) = (new Panels(_hidden, _vocabulary), new AlignedFloats(columns));
        _rows = new AlignedFloats((long)columns * _width).Clear();
        (_states, _stateGradients) = (new AlignedFloats((long)_groups * Together * _width).Clear(), new AlignedFloats((long)_groups * Together * _width));
        _powers = new AlignedFloats((long)_groups * Together * columns).Clear();

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var weights = new TensorMemory<float>((sharpness == 1 ? weight : weight * sharpness).contiguous(), _vocabulary, _hidden);
        _panels.Take(weights.Start, _vocabulary, _hidden);
        for (var id = 0; id < _vocabulary; id++)
            new ReadOnlySpan<float>(weights.Start + (nint)id * _hidden, _hidden).CopyTo(new Span<float>(_rows.Start + (nint)id * _width, _hidden));
        using var biases = new TensorMemory<float>((sharpness == 1 ? bias : bias * sharpness).contiguous(), _vocabulary);
        for (var id = 0; id < columns; id++) _bias.Start[id] = id < _vocabulary ? biases.Start[id] : OutputLayer.Never;
    }

    /// <summary>The losses, and the gradients of their sum where there is a place for them.</summary>
    /// <param name="hidden"><c>[rows, hidden]</c></param>
    /// <param name="targets">int64: <c>[rows]</c>.</param>
    /// <param name="weights"><c>[rows]</c></param>
    /// <param name="gradients">Where to put the gradients; null: nowhere.</param>
    /// <returns>-w log p(target) of each row, in nats; the loss is their sum. <c>[rows]</c></returns>
    public double[] Losses(Tensor hidden, Tensor targets, Tensor weights, Gradients? gradients = null)
    {
        if (Vector512.IsHardwareAccelerated) return Losses<Lanes16>(hidden, targets, weights, gradients);
        return Vector256.IsHardwareAccelerated ? Losses<Lanes8>(hidden, targets, weights, gradients) : Losses<Lanes1>(hidden, targets, weights, gradients);
    }

    /// <summary>The same with registers of one width.</summary>
    internal double[] Losses<T>(Tensor hidden, Tensor targets, Tensor weights, Gradients? gradients) where T : unmanaged, ILanes<T>
    {
        var count = hidden.shape[0];
        using var states = new TensorMemory<float>(hidden, count, _hidden);
        using var ids = new TensorMemory<long>(targets, count);
        using var odds = new TensorMemory<float>(weights, count);
        var rows = new List<Row>();
        for (var row = 0; row < count; row++)
        {
            if (odds.Start[row] == 0) continue;
            if ((ulong)ids.Start[row] >= (ulong)_vocabulary) throw new ArgumentException($"target {ids.Start[row]} is outside the vocabulary of {_vocabulary}", nameof(targets));
            rows.Add(new Row(row, (int)ids.Start[row], odds.Start[row]));
        }
        using var weightGradients = gradients is null ? null : new AlignedFloats((long)Tile.Padded(_vocabulary) * _width).Clear();
        using var biasGradients = gradients is null ? null : new AlignedFloats(Tile.Padded(_vocabulary)).Clear();
        using var stateMemory = gradients is null ? default : new TensorMemory<float>(gradients.Hidden.zero_(), count, _hidden);
        float* from = states.Start, to = stateMemory.Start;
        var losses = new double[rows.Count];
        var shares = new float[_groups * Together]; // weight / sum: what makes a power a row's gradient
        for (var first = 0; first < rows.Count; first += _groups * Together)
        {
            var (block, start) = (rows.GetRange(first, Math.Min(_groups * Together, rows.Count - first)), first);
            var groups = (block.Count + Together - 1) / Together;
            Workers.For(groups, () => new AlignedFloats(2 * Together * T.Count), (group, scratch) =>
            {
                var chosen = CollectionsMarshal.AsSpan(block)[(group * Together)..Math.Min(block.Count, (group + 1) * Together)];
                for (var row = 0; row < chosen.Length; row++)
                    new ReadOnlySpan<float>(from + (nint)chosen[row].Number * _hidden, _hidden).CopyTo(State(_states, group, row));
                Judge<T>(group, chosen, scratch.Start, losses.AsSpan(start + group * Together), shares.AsSpan(group * Together));
                if (gradients is null) return;
                Return<T>(group, chosen, shares.AsSpan(group * Together), scratch.Start);
                for (var row = 0; row < chosen.Length; row++)
                    State(_stateGradients, group, row).CopyTo(new Span<float>(to + (nint)chosen[row].Number * _hidden, _hidden));
            });
            if (gradients is null) continue;
            Workers.For(_panels.Count, panel => Learn<T>(panel, groups, block.Count, shares, weightGradients!.Start, biasGradients!.Start));
            for (var row = 0; row < block.Count; row++) // the target's share: w (p - 1), of which the products have w p
            {
                biasGradients!.Start[block[row].Target] -= block[row].Weight;
                var sums = weightGradients!.Start + (nint)block[row].Target * _width;
                var state = from + (nint)block[row].Number * _hidden;
                for (var unit = 0; unit < _hidden; unit++) sums[unit] -= block[row].Weight * state[unit];
            }
        }
        if (gradients is not null) Store(gradients, weightGradients!, biasGradients!);
        var all = new double[count];
        foreach (var (loss, row) in losses.Zip(rows)) all[row.Number] = loss;
        return all;
    }

    // Logits of the rows of a group, then their powers; the losses, and what makes powers gradients.
    void Judge<T>(int group, ReadOnlySpan<Row> rows, float* scratch, Span<double> losses, Span<float> shares) where T : unmanaged, ILanes<T>
    {
        float* largest = scratch, sums = scratch + Together * T.Count; // of each row, lane by lane
        var tiles = (rows.Length + Tile.Rows - 1) / Tile.Rows;
        for (var row = 0; row < Together; row++) T.Of(OutputLayer.Never).Store(largest + row * T.Count);
        for (var panel = 0; panel < _panels.Count; panel++)
        {
            var square = Powers(group, panel);
            for (var tile = 0; tile < tiles; tile++)
                Tile.Multiply<T>(_states.Start + (nint)(group * Together + tile * Tile.Rows) * _width, _width, 1, _panels[panel], Tile.Columns, _hidden,
                    _bias.Start + panel * Tile.Columns, 0, square + tile * Tile.Rows * Tile.Columns, Tile.Columns);
            for (var row = 0; row < rows.Length; row++)
            {
                var most = T.Load(largest + row * T.Count);
                for (var column = 0; column < Tile.Columns; column += T.Count) most = T.Max(most, T.Load(square + row * Tile.Columns + column));
                most.Store(largest + row * T.Count);
            }
        }
        for (var row = 0; row < rows.Length; row++)
        {
            var top = T.Load(largest + row * T.Count).Largest();
            losses[row] = top - Powers(group, rows[row].Target / Tile.Columns)[row * Tile.Columns + rows[row].Target % Tile.Columns];
            T.Of(top).Store(largest + row * T.Count);
            T.Of(0).Store(sums + row * T.Count);
        }
        for (var panel = 0; panel < _panels.Count; panel++)
        {
            var square = Powers(group, panel);
            for (var row = 0; row < rows.Length; row++)
            {
                var (low, sum) = (T.Load(largest + row * T.Count), T.Load(sums + row * T.Count));
                for (var column = 0; column < Tile.Columns; column += T.Count)
                {
                    var power = LaneMath.Exp(T.Load(square + row * Tile.Columns + column) - low);
                    power.Store(square + row * Tile.Columns + column);
                    sum += power;
                }
                sum.Store(sums + row * T.Count);
            }
        }
        for (var row = 0; row < rows.Length; row++)
        {
            var sum = (double)T.Load(sums + row * T.Count).Sum();
            losses[row] = rows[row].Weight * (losses[row] + Math.Log(sum));
            shares[row] = (float)(rows[row].Weight / sum);
        }
    }

    // The gradients of a group's states: share * powers weight - w weight[target]. Leaves states * share in the states' place.
    void Return<T>(int group, ReadOnlySpan<Row> rows, Span<float> shares, float* zeros) where T : unmanaged, ILanes<T>
    {
        new Span<float>(zeros, Tile.Columns).Clear();
        for (var panel = 0; panel < _panels.Count; panel++)
            for (var tile = 0; tile < (rows.Length + Tile.Rows - 1) / Tile.Rows; tile++)
                for (var column = 0; column < _width; column += Tile.Columns)
                {
                    var gradient = _stateGradients.Start + (nint)(group * Together + tile * Tile.Rows) * _width + column;
                    Tile.Multiply<T>(Powers(group, panel) + tile * Tile.Rows * Tile.Columns, Tile.Columns, 1, _rows.Start + (nint)panel * Tile.Columns * _width + column, _width, Tile.Columns,
                        panel == 0 ? zeros : gradient, panel == 0 ? 0 : _width, gradient, _width);
                }
        for (var row = 0; row < rows.Length; row++)
        {
            var gradient = State(_stateGradients, group, row);
            var state = State(_states, group, row);
            var target = new ReadOnlySpan<float>(_rows.Start + (nint)rows[row].Target * _width, _hidden);
            for (var unit = 0; unit < _hidden; unit++)
            {
                gradient[unit] = shares[row] * gradient[unit] - rows[row].Weight * target[unit];
                state[unit] *= shares[row];
            }
        }
    }

    // The gradients of 32 rows of the weights and of their biases, but for the targets' share: powers^T (states * share).
    void Learn<T>(int panel, int groups, int rows, float[] shares, float* weightGradients, float* biasGradients) where T : unmanaged, ILanes<T>
    {
        for (var group = 0; group < groups; group++)
        {
            var (square, depth) = ((nint)Powers(group, panel), Math.Min(Together, rows - group * Together));
            for (var tile = 0; tile < Tile.Columns; tile += Tile.Rows)
                for (var column = 0; column < _width; column += Tile.Columns)
                {
                    var sums = weightGradients + (nint)(panel * Tile.Columns + tile) * _width + column;
                    Tile.Multiply<T>((float*)square + tile, 1, Tile.Columns, _states.Start + (nint)group * Together * _width + column, _width, depth, sums, _width, sums, _width);
                }
            for (var column = 0; column < Tile.Columns; column += T.Count)
            {
                var sum = T.Load(biasGradients + panel * Tile.Columns + column);
                for (var row = 0; row < depth; row++) T.AddProduct(ref sum, T.Of(shares[group * Together + row]), T.Load((float*)square + row * Tile.Columns + column));
                sum.Store(biasGradients + panel * Tile.Columns + column);
            }
        }
    }

    // 32 rows by 32 columns.
    float* Powers(int group, int panel) => _powers.Start + ((nint)group * _panels.Count + panel) * Square;

    Span<float> State(AlignedFloats states, int group, int row) => new(states.Start + (nint)(group * Together + row) * _width, _hidden);

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
        _powers.Dispose();
        _stateGradients.Dispose();
    }

    // A row that counts: where it stands, its target, what it weighs.
    readonly record struct Row(int Number, int Target, float Weight);

    /// <summary>Where gradients go.</summary>
    /// <param name="Hidden"><c>[rows, hidden]</c></param>
    /// <param name="Weight"><c>[vocab, hidden]</c></param>
    /// <param name="Bias"><c>[vocab]</c></param>
    internal sealed record Gradients(Tensor Hidden, Tensor Weight, Tensor Bias);
}
