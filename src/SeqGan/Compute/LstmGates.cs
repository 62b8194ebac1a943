using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// The weights of an LSTM's gates as kernels read them: a copy, good until the next update. Rows hold a hidden state, then
/// an input; hidden units are padded with zeros, so that a register never reaches over a gate's end.
/// </summary>
internal sealed unsafe class LstmGates : IDisposable
{
    /// <summary>Gates: input, forget, cell, output, torch's order.</summary>
    public const int Count = 4;

    const int Widest = 16; // lanes

    readonly AlignedFloats _bias;

    /// <param name="inputWeight"><c>[4 hidden, inputs]</c></param>
    /// <param name="stateWeight"><c>[4 hidden, hidden]</c></param>
    /// <param name="inputBias"><c>[4 hidden]</c></param>
    /// <param name="stateBias"><c>[4 hidden]</c></param>
    public LstmGates(Tensor inputWeight, Tensor stateWeight, Tensor inputBias, Tensor stateBias)
    {
        (Inputs, Hidden) = ((int)inputWeight.shape[1], (int)stateWeight.shape[1]);
        Units = (Hidden + Widest - 1) / Widest * Widest;
        Stride = Tile.Padded(Units + Inputs);
        Panels = new Panels(Units + Inputs, Count * Units);
        _bias = new AlignedFloats(Count * Units).Clear();
        using var states = new TensorMemory<float>(stateWeight, Count * Hidden, Hidden);
        using var inputs = new TensorMemory<float>(inputWeight, Count * Hidden, Inputs);
        using var first = new TensorMemory<float>(inputBias, Count * Hidden);
        using var second = new TensorMemory<float>(stateBias, Count * Hidden);
        for (var gate = 0; gate < Count; gate++)
        {
            var (from, to) = (gate * Hidden, gate * Units);
            Panels.Take(states.Start + (nint)from * Hidden, Hidden, Hidden, to);
            Panels.Take(inputs.Start + (nint)from * Inputs, Hidden, Inputs, to, toDepth: Units);
            for (var unit = 0; unit < Hidden; unit++) _bias.Start[to + unit] = first.Start[from + unit] + second.Start[from + unit];
        }
    }

    /// <summary>Width of an input.</summary>
    public int Inputs { get; }

    /// <summary>Width of the state.</summary>
    public int Hidden { get; }

    /// <summary><see cref="Hidden"/>, padded.</summary>
    public int Units { get; }

    /// <summary>Floats from row to row where rows hold a hidden state of <see cref="Units"/>, then an input: a multiple of 32.</summary>
    public int Stride { get; }

    /// <summary>Hidden state and input to the gates: <c>[units + inputs, 4 units]</c>.</summary>
    public Panels Panels { get; }

    /// <summary>Both biases: <c>[4 units]</c>.</summary>
    public float* Bias => _bias.Start;

    /// <summary>What the gates of eight rows get.</summary>
    /// <param name="rows">Hidden states and inputs: <c>[8, stride]</c>.</param>
    /// <param name="gates"><c>[8, 4 units]</c></param>
    public void Apply<T>(float* rows, float* gates) where T : unmanaged, ILanes<T>
    {
        for (var panel = 0; panel < Panels.Count; panel++)
            Tile.Multiply<T>(rows, Stride, 1, Panels[panel], Tile.Columns, Panels.Depth, Bias + panel * Tile.Columns, 0, gates + panel * Tile.Columns, Count * Units);
    }

    /// <summary>
    /// Opens a row's gates: c' = f c + i g; h = o tanh c' (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al.,
    /// 2000). The gates keep what their functions made of them.
    /// </summary>
    /// <param name="gates">As <see cref="Apply"/> left them: <c>[4 units]</c>.</param>
    /// <param name="cell">c: <c>[units]</c>.</param>
    /// <param name="next">Receives c', and may be <paramref name="cell"/>: <c>[units]</c>.</param>
    /// <param name="hidden">Receives h: <c>[units]</c>.</param>
    public void Open<T>(float* gates, float* cell, float* next, float* hidden) where T : unmanaged, ILanes<T>
    {
        for (var unit = 0; unit < Units; unit += T.Count)
        {
            var input = LaneMath.Sigmoid(T.Load(gates + unit));
            var forget = LaneMath.Sigmoid(T.Load(gates + Units + unit));
            var candidate = LaneMath.Tanh(T.Load(gates + 2 * Units + unit));
            var output = LaneMath.Sigmoid(T.Load(gates + 3 * Units + unit));
            input.Store(gates + unit);
            forget.Store(gates + Units + unit);
            candidate.Store(gates + 2 * Units + unit);
            output.Store(gates + 3 * Units + unit);
            var memory = T.MultiplyAdd(forget, T.Load(cell + unit), input * candidate);
            memory.Store(next + unit);
            (output * LaneMath.Tanh(memory)).Store(hidden + unit);
        }
    }

    public void Dispose()
    {
        _bias.Dispose();
        Panels.Dispose();
    }
}
