using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>
/// Draws the next tokens of eight rows by rejection (von Neumann, 1951), exactly in distribution. Tokens are proposed by odds that are cheap and never too
/// small: of logits in integers, a little too high, and with chords in place of 2^x between whole numbers. A proposal is accepted with the share that its true
/// odds, of one logit in floats, are of these: 96 in 100 are, where logits are not far off. It takes half the time of logits and exponentials in floats.
/// </summary>
/// <remarks>
/// Odds are integers made floats, and their sums have one order: a token does not depend on the width of a register. Where proposals would be of no use, as at
/// temperatures that leave a single token, or give forbidden ones odds, <see cref="ExactTokens{T}"/> draws.
/// </remarks>
internal sealed unsafe class NextTokens<T> : IDisposable where T : unmanaged, ILanes<T>
{
    const int Span = 8 * Tile.Columns; // columns whose odds are summed together
    const int One = 1 << 23, Bias = 127; // a float's exponent begins at this bit, and is its power of two and this
    const int Highest = 118; // the power of two that no odds exceed: a span's sum is finite
    const double Least = 1e-18; // of a row's odds: what a float then loses of single ones is less than 1e-19 of them
    const double Rounding = 1e-3; // nats that floats may be off
    const double FarthestOff = 0.5; // nats
    const double DeepEnough = 20; // nats: forbidden tokens are not proposed
    const uint Attempts = 1000;

    readonly OutputLayer _layer;
    readonly IntegerOutput _integers;
    readonly double _temperature;
    readonly float _factor; // what an integer adds to the bits of its odds
    readonly int _columns, _spans;
    readonly AlignedFloats _states; // [8, pairs]
    readonly AlignedFloats _odds; // [8, columns]: integers at first
    readonly double[] _sums; // [8, spans]
    readonly double[] _totals = new double[Tile.Rows];
    readonly double[] _shifts = new double[Tile.Rows]; // ln of odds less logits over the temperature
    readonly double[] _errors = new double[Tile.Rows]; // nats by which odds may be too large
    ExactTokens<T>? _exact;
    bool _exactHasRows;
    float* _hidden;
    nint _stride;

    /// <param name="layer">The weights.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    public NextTokens(OutputLayer layer, double temperature)
    {
        (_layer, _integers, _temperature) = (layer, layer.Integers, temperature);
        _factor = (float)(One / (Math.Log(2) * temperature * _integers.Scale));
        _columns = Tile.Padded(layer.Vocabulary);
        _spans = (_columns + Span - 1) / Span;
        _states = new AlignedFloats((long)Tile.Rows * _integers.Pairs);
        _odds = new AlignedFloats((long)Tile.Rows * _columns);
        _sums = new double[Tile.Rows * _spans];
    }

    /// <summary>Takes eight rows, from which tokens are drawn until it takes others.</summary>
    /// <param name="hidden">The first row's hidden state, which must stay where it is.</param>
    /// <param name="stride">Floats from row to row.</param>
    public void Compute(float* hidden, nint stride)
    {
        _hidden = hidden;
        (_stride, _exactHasRows) = (stride, false);
        var pairs = _integers.Pairs;
        for (var row = 0; row < Tile.Rows; row++)
        {
            var (error, highest) = _integers.Take(hidden + row * stride, _states.Start + (nint)row * pairs);
            _errors[row] = error / _temperature + Rounding;
            _shifts[row] = Highest * Math.Log(2) - highest / _temperature;
        }
        for (var span = 0; span < _spans; span++)
        {
            var (first, end) = (span * Span, Math.Min((span + 1) * Span, _columns));
            for (var column = first; column < end; column += Tile.Columns)
                Tile.Multiply<T, PairProduct<T>>(_states.Start, pairs, 1, _integers.Panel(column / Tile.Columns), Tile.Columns, pairs, _integers.Start + column, 0, _odds.Start + column, _columns);
            for (var row = 0; row < Tile.Rows; row++) _sums[row * _spans + span] = Sum(row, first, end);
        }
        for (var row = 0; row < Tile.Rows; row++)
        {
            var total = 0.0;
            foreach (var sum in _sums.AsSpan(row * _spans, _spans)) total += sum;
            _totals[row] = total;
        }
    }

    // Makes odds of logits: 2^n (1 + f), which is at least 2^(n + f), is the float whose bits, read as an integer, are 2^23 (n + f + 127).
    float Sum(int row, int first, int end)
    {
        var odds = _odds.Start + (nint)row * _columns;
        T factor = T.Of(_factor), shift = T.Of((float)(One * (_shifts[row] / Math.Log(2) + Bias)));
        T none = T.Of(0);
        var sums = stackalloc float[Tile.Columns];
        for (var lane = 0; lane < Tile.Columns; lane += T.Count)
        {
            var sum = none;
            for (var column = first + lane; column < end; column += Tile.Columns)
            {
                var some = T.ToIntegers(T.Max(T.MultiplyAdd(T.FromIntegers(T.Load(odds + column)), factor, shift), none));
                some.Store(odds + column);
                sum += some;
            }
            sum.Store(sums + lane);
        }
        return Tile.Sum<T>(sums);
    }

    /// <summary>A token of a row: a function of the row, the key and the position.</summary>
    /// <param name="row">Which of the eight rows.</param>
    /// <param name="key">The sequence's.</param>
    /// <param name="position">Which of its tokens.</param>
    public int Draw(int row, ulong key, uint position)
    {
        var hidden = _hidden + row * _stride;
        if (_totals[row] >= Least && _errors[row] <= FarthestOff && IntegerOutput.Floor / _temperature >= DeepEnough)
        {
            for (uint attempt = 0; attempt < Attempts; attempt++)
            {
                var (which, whether) = Philox.Uniforms(key, position, attempt);
                var token = Propose(row, which * _totals[row]);
                if (token >= _layer.Vocabulary) continue;
                var odds = Math.Exp((_layer.Logit(hidden, token) - _integers.HighestBias) / _temperature + _shifts[row] - _errors[row]);
                if (whether * _odds.Start[(nint)row * _columns + token] < odds) return token;
            }
        }
        _exact ??= new ExactTokens<T>(_layer, _temperature);
        if (!_exactHasRows) _exact.Compute(_hidden, _stride);
        _exactHasRows = true;
        return Math.Min(_exact.Draw(row, Philox.Uniform(key, position)), _layer.Vocabulary - 1); // where weights are not numbers, padding may come out
    }

    int Propose(int row, double left)
    {
        var span = Cumulative.Span(_sums.AsSpan(row * _spans, _spans), ref left);
        var odds = _odds.Start + (nint)row * _columns;
        var last = span * Span; // the last columns that have any odds
        for (var column = last; column < Math.Min((span + 1) * Span, _columns); column += Tile.Columns)
        {
            var sum = Tile.Sum<T>(odds + column);
            if (sum > left) return column + Cumulative.Place(odds + column, Tile.Columns, left);
            left -= sum;
            if (sum > 0) last = column;
        }
        return last + Cumulative.Place(odds + last, Tile.Columns, double.PositiveInfinity);
    }

    public void Dispose()
    {
        _states.Dispose();
        _odds.Dispose();
        _exact?.Dispose();
    }
}
