using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>
/// The next token's distribution of eight rows, drawn from by the inverse of the cumulative distribution. Logits are
/// computed, exponentiated and summed span by span while they are in the nearest cache: 2 hidden + 15 flops and no trip to
/// memory for each token of the vocabulary.
/// </summary>
internal sealed unsafe class NextTokens<T> : IDisposable where T : unmanaged, ILanes<T>
{
    const int Span = 8 * Tile.Columns; // columns whose probabilities are summed together
    const double Nothing = 1e-30; // of a total of 1 or more: what single tokens of such a span have underflows

    readonly PackedLstm _lstm;
    readonly float _sharpness; // 1 / temperature
    readonly int _columns, _spans;
    readonly AlignedFloats _logits; // [8, columns]
    readonly double[] _sums; // [8, spans]: of e^(logit - the span's base)
    readonly float[] _bases; // [8, spans]: the largest logit up to there
    readonly double[] _totals = new double[Tile.Rows];

    /// <param name="lstm">The weights.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    public NextTokens(PackedLstm lstm, double temperature)
    {
        (_lstm, _sharpness) = (lstm, (float)(1 / temperature));
        _columns = Tile.Padded(lstm.Vocabulary);
        _spans = (_columns + Span - 1) / Span;
        _logits = new AlignedFloats((long)Tile.Rows * _columns);
        (_sums, _bases) = (new double[Tile.Rows * _spans], new float[Tile.Rows * _spans]);
    }

    /// <summary>Takes the distributions of eight rows.</summary>
    /// <param name="hidden">The first row's hidden state; rows are the LSTM's stride apart.</param>
    public void Compute(float* hidden)
    {
        for (var span = 0; span < _spans; span++)
        {
            var (first, end) = (span * Span, Math.Min((span + 1) * Span, _columns));
            for (var column = first; column < end; column += Tile.Columns)
                Tile.Multiply<T>(hidden, _lstm.Gates.Stride, 1, _lstm.OutputPanels[column / Tile.Columns], Tile.Columns, _lstm.Gates.Hidden,
                    _lstm.OutputBias + column, 0, _logits.Start + column, _columns);
            for (var row = 0; row < Tile.Rows; row++) Sum(row, span, first, end);
        }
        for (var row = 0; row < Tile.Rows; row++)
        {
            var sums = _sums.AsSpan(row * _spans, _spans);
            var bases = _bases.AsSpan(row * _spans, _spans);
            var total = 0.0;
            for (var span = 0; span < _spans; span++)
            {
                sums[span] *= Math.Exp((bases[span] - bases[^1]) * (double)_sharpness); // the last base is the largest logit of all
                if (sums[span] < Nothing) sums[span] = 0;
                total += sums[span];
            }
            _totals[row] = total;
        }
    }

    void Sum(int row, int span, int first, int end)
    {
        var logits = _logits.Start + (nint)row * _columns;
        var largest = T.Load(logits + first);
        for (var column = first + T.Count; column < end; column += T.Count) largest = T.Max(largest, T.Load(logits + column));
        var top = largest.Largest();
        if (span > 0) top = MathF.Max(top, _bases[row * _spans + span - 1]);
        T low = T.Of(top), sharpness = T.Of(_sharpness), sum = T.Of(0), other = T.Of(0);
        for (var column = first; column < end; column += 2 * T.Count)
        {
            sum += LaneMath.Exp((T.Load(logits + column) - low) * sharpness);
            other += LaneMath.Exp((T.Load(logits + column + T.Count) - low) * sharpness);
        }
        (_sums[row * _spans + span], _bases[row * _spans + span]) = ((sum + other).Sum(), top);
    }

    /// <summary>The first token whose cumulative probability exceeds the uniform number; never one of probability 0.</summary>
    /// <param name="row">Which of the eight rows.</param>
    /// <param name="uniform">In [0, 1).</param>
    public int Draw(int row, double uniform)
    {
        var left = uniform * _totals[row];
        var last = 0; // where rounding leaves something over: the last span that has a probability
        for (var span = 0; span < _spans; span++)
        {
            var sum = _sums[row * _spans + span];
            if (sum > 0) last = span;
            if (sum > left) return Walk(row, span, left);
            left -= sum;
        }
        return Walk(row, last, double.PositiveInfinity);
    }

    // The first token of a span whose probabilities, added up, exceed what is left; else the last that has one.
    int Walk(int row, int span, double left)
    {
        var logits = _logits.Start + (nint)row * _columns;
        T low = T.Of(_bases[(row + 1) * _spans - 1]), sharpness = T.Of(_sharpness);
        var odds = stackalloc float[T.Count];
        var last = span * Span;
        for (var column = span * Span; column < Math.Min((span + 1) * Span, _columns); column += T.Count)
        {
            LaneMath.Exp((T.Load(logits + column) - low) * sharpness).Store(odds);
            for (var lane = 0; lane < T.Count; lane++)
            {
                if (odds[lane] > left) return column + lane;
                left -= odds[lane];
                if (odds[lane] > 0) last = column + lane;
            }
        }
        return last;
    }

    public void Dispose() => _logits.Dispose();
}
