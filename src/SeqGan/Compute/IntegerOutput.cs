using System.Numerics;
using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>
/// An output layer in integers of 16 bits, of which a register holds twice as many as of floats: logits with a bound on how far off they are. A logit here is
/// less the largest bias; its sums are integers of 32 bits, products within 2^30 of 0 and biases down to -2^30, so that none overflows.
/// </summary>
internal sealed unsafe class IntegerOutput : IDisposable
{
    const int Bits = 14; // of a state's or a weight's size, at most
    const int SumBits = 30;
    const double Depth = 64; // how far below the largest bias others are told apart, in nats

    readonly AlignedFloats _panels, _start;
    readonly double _stateScale, _weightScale, _widest, _norm;

    /// <param name="layer">The layer; its states' numbers are within 1 of 0, as an LSTM's are.</param>
    public IntegerOutput(OutputLayer layer)
    {
        Pairs = (layer.Hidden + 1) / 2;
        float largest = 0, highest = float.NegativeInfinity;
        for (var token = 0; token < layer.Vocabulary; token++)
        {
            highest = MathF.Max(highest, layer.Bias[token]);
            var sums = Sums(layer.Row(token));
            largest = MathF.Max(largest, sums.Largest);
            (_widest, _norm) = (Math.Max(_widest, sums.Magnitudes), Math.Max(_norm, sums.Norm));
        }
        HighestBias = highest;

        var bits = SumBits - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)layer.Hidden)); // of a product
        var stateBits = Math.Min(Bits, bits / 2);
        _stateScale = Math.ScaleB(1, stateBits);
        _weightScale = Math.Min(Math.ScaleB(1, Math.Min(Bits, bits - stateBits)) / largest, Math.ScaleB(1 / Depth, SumBits) / _stateScale);
        Scale = _stateScale * _weightScale;

        _panels = new AlignedFloats((long)Tile.Padded(layer.Vocabulary) * Pairs).Clear();
        _start = new AlignedFloats(Tile.Padded(layer.Vocabulary)).Clear();
        if (!double.IsFinite(_norm * Scale + HighestBias))
        {
            _widest = double.PositiveInfinity; // an error without a bound
            return;
        }
        for (var token = 0; token < layer.Vocabulary; token++)
        {
            var weights = (short*)(Panel(token / Tile.Columns) + token % Tile.Columns);
            var row = layer.Row(token);
            for (var k = 0; k < row.Length; k++) weights[k / 2 * 2 * Tile.Columns + k % 2] = (short)Math.Round(row[k] * _weightScale);
        }
        for (var token = 0; token < Tile.Padded(layer.Vocabulary); token++)
            ((int*)_start.Start)[token] = (int)Math.Max(Math.Round(((double)layer.Bias[token] - HighestBias) * Scale), -Math.ScaleB(1, SumBits));
    }

    /// <summary>Pairs of numbers of a state.</summary>
    public int Pairs { get; }

    /// <summary>What one nat is in these logits.</summary>
    public double Scale { get; }

    /// <summary>The largest bias, in nats: logits here are less it.</summary>
    public double HighestBias { get; }

    /// <summary>How far below the largest bias those of forbidden tokens and of the padding are here, in nats.</summary>
    public static double Floor => Depth;

    /// <summary>32 tokens' weights, pairs for a state's pairs: <c>[pairs, 32]</c>.</summary>
    public float* Panel(int panel) => _panels.Start + (nint)panel * Pairs * Tile.Columns;

    /// <summary>Biases, integers: <c>[vocab]</c>, padded.</summary>
    public float* Start => _start.Start;

    /// <summary>Takes a state in, as pairs.</summary>
    /// <param name="hidden"><c>[hidden]</c>, and 0 behind it where that is odd.</param>
    /// <param name="pairs">Receives it: <c>[pairs]</c>.</param>
    /// <returns>In nats: how far a logit here may be from the layer's, and what none exceeds.</returns>
    public (double Error, double Highest) Take(float* hidden, float* pairs)
    {
        var state = new ReadOnlySpan<float>(hidden, 2 * Pairs);
        for (var k = 0; k < state.Length; k++) ((short*)pairs)[k] = (short)Math.Round(state[k] * _stateScale);
        // h w - h' w' = h (w - w') + w (h - h') - (h - h')(w - w'), each rounding at most half a step; a bias is rounded too.
        var sums = Sums(state);
        var error = sums.Magnitudes / (2 * _weightScale) + _widest / (2 * _stateScale) + (Pairs + 1) / (2 * Scale);
        return (error, sums.Norm * _norm + error); // Cauchy and Schwarz
    }

    static (float Largest, double Magnitudes, double Norm) Sums(ReadOnlySpan<float> row)
    {
        var (largest, magnitudes, squares) = (0f, 0.0, 0.0);
        foreach (var number in row)
        {
            largest = MathF.Max(largest, MathF.Abs(number));
            magnitudes += MathF.Abs(number);
            squares += (double)number * number;
        }
        return (largest, magnitudes, Math.Sqrt(squares));
    }

    public void Dispose()
    {
        _panels.Dispose();
        _start.Dispose();
    }
}
