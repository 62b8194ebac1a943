using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>
/// The next token's distribution of eight rows, drawn from by the inverse of the cumulative distribution. Logits are
/// computed, exponentiated and summed span by span while they are in the nearest cache: 2 hidden + 15 flops and no trip to
/// memory for each token of the vocabulary. A row's exponentials are taken relative to a base, its largest logit in the first
/// span; only where a later one is far above it does the base rise, so that nothing waits for a span's largest.
/// </summary>
internal sealed unsafe class ExactTokens<T> : IDisposable where T : unmanaged, ILanes<T>
{
    const int Span = 8 * Tile.Columns; // columns whose probabilities are summed together
    const double Nothing = 1e-30; // of a total of 1 or more: what single tokens of such a span have underflows
    const float Far = 60; // e^60 times a vocabulary is still a float

    readonly OutputLayer _layer;
    readonly float _sharpness; // 1 / temperature
    readonly int _columns, _spans;
    readonly AlignedFloats _logits; // [8, columns]
    readonly double[] _sums; // [8, spans]: of e^(logit - the span's base)
    readonly float[] _bases; // [8, spans]: a logit; none up to there is far above it
    readonly double[] _totals = new double[Tile.Rows];

    /// <param name="layer">The weights.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    public ExactTokens(OutputLayer layer, double temperature)
    {
        (_layer, _sharpness) = (layer, (float)(1 / temperature));
        _columns = Tile.Padded(layer.Vocabulary);
        _spans = (_columns + Span - 1) / Span;
        _logits = new AlignedFloats((long)Tile.Rows * _columns);
        (_sums, _bases) = (new double[Tile.Rows * _spans], new float[Tile.Rows * _spans]);
    }

    /// <summary>Takes the distributions of eight rows.</summary>
    /// <param name="hidden">The first row's hidden state.</param>
    /// <param name="stride">Floats from row to row.</param>
    public void Compute(float* hidden, nint stride)
    {
        for (var span = 0; span < _spans; span++)
        {
            var (first, end) = (span * Span, Math.Min((span + 1) * Span, _columns));
            for (var column = first; column < end; column += Tile.Columns)
                Tile.Multiply<T>(hidden, stride, 1, _layer.Panels[column / Tile.Columns], Tile.Columns, _layer.Hidden, _layer.Bias + column, 0, _logits.Start + column, _columns);
            for (var row = 0; row < Tile.Rows; row++) Sum(row, span, first, end);
        }
        for (var row = 0; row < Tile.Rows; row++)
        {
            var sums = _sums.AsSpan(row * _spans, _spans);
            var bases = _bases.AsSpan(row * _spans, _spans);
            var total = 0.0;
            for (var span = 0; span < _spans; span++)
            {
                if (bases[span] != bases[^1]) sums[span] *= Math.Exp((bases[span] - bases[^1]) * (double)_sharpness);
                if (sums[span] < Nothing) sums[span] = 0;
                total += sums[span];
            }
            _totals[row] = total;
        }
    }

    void Sum(int row, int span, int first, int end)
    {
        var logits = _logits.Start + (nint)row * _columns;
        var low = span == 0 ? Largest(logits, first, end) : _bases[row * _spans + span - 1];
        var (sum, largest) = Sum(logits, first, end, low);
        if ((largest - low) * _sharpness > Far) (sum, _) = Sum(logits, first, end, low = largest);
        (_sums[row * _spans + span], _bases[row * _spans + span]) = (sum, low);
    }

    static float Largest(float* logits, int first, int end)
    {
        var largest = T.Load(logits + first);
        for (var column = first + T.Count; column < end; column += T.Count) largest = T.Max(largest, T.Load(logits + column));
        return largest.Largest();
    }

    // The sum of e^((logit - low) / temperature), infinite or not a number where a logit is too far above, and the largest logit.
    (float Sum, float Largest) Sum(float* logits, int first, int end, float low)
    {
        T sharpness = T.Of(_sharpness), shift = T.Of(-low * _sharpness), sum = T.Of(0), other = T.Of(0), largest = T.Of(low), rival = largest;
        for (var column = first; column < end; column += 2 * T.Count)
        {
            T left = T.Load(logits + column), right = T.Load(logits + column + T.Count);
            sum += LaneMath.Exp(T.MultiplyAdd(left, sharpness, shift));
            other += LaneMath.Exp(T.MultiplyAdd(right, sharpness, shift));
            largest = T.Max(largest, left);
            rival = T.Max(rival, right);
        }
        return ((sum + other).Sum(), T.Max(largest, rival).Largest());
    }

    /// <summary>The first token whose cumulative probability exceeds the uniform number; never one of probability 0.</summary>
    /// <param name="row">Which of the eight rows.</param>
    /// <param name="uniform">In [0, 1).</param>
    public int Draw(int row, double uniform)
    {
        var left = uniform * _totals[row];
        var span = Cumulative.Span(_sums.AsSpan(row * _spans, _spans), ref left);
        var logits = _logits.Start + (nint)row * _columns;
        T sharpness = T.Of(_sharpness), shift = T.Of(-_bases[(row + 1) * _spans - 1] * _sharpness);
        // The first token of the span whose probabilities, added up, exceed what is left; else the last that has one.
        var (last, likely) = (span * Span, T.Of(0)); // the last lanes that have a probability, and their column
        for (var column = last; column < Math.Min((span + 1) * Span, _columns); column += T.Count)
        {
            var odds = LaneMath.Exp(T.MultiplyAdd(T.Load(logits + column), sharpness, shift));
            var sum = odds.Sum();
            if (sum > left) return column + Place(odds, left);
            left -= sum;
            if (sum > 0) (last, likely) = (column, odds);
        }
        return last + Place(likely, double.PositiveInfinity);

        static int Place(T odds, double left)
        {
            var each = stackalloc float[T.Count];
            odds.Store(each);
            return Cumulative.Place(each, T.Count, left);
        }
    }

    public void Dispose() => _logits.Dispose();
}
