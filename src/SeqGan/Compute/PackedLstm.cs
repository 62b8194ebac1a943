using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// The weights of an LSTM language model as kernels read them: a copy, good until the next update. Hidden units are padded
/// with zeros to <see cref="Units"/>, so that a register never reaches over a gate's end.
/// </summary>
internal sealed unsafe class PackedLstm : IDisposable
{
    const int Gates = 4; // input, forget, cell, output: torch's order
    const int Widest = 16; // lanes
    /// <summary>The logit of a column of padding.</summary>
    internal const float Never = -1e30f;

    readonly AlignedFloats _embedding, _gateBias, _outputBias;

    /// <param name="embedding"><c>[vocab, embedding]</c></param>
    /// <param name="inputWeight"><c>[4 hidden, embedding]</c></param>
    /// <param name="stateWeight"><c>[4 hidden, hidden]</c></param>
    /// <param name="inputBias"><c>[4 hidden]</c></param>
    /// <param name="stateBias"><c>[4 hidden]</c></param>
    /// <param name="outputWeight"><c>[vocab, hidden]</c></param>
    /// <param name="outputBias">With what forbids ids added: <c>[vocab]</c>.</param>
    public PackedLstm(Tensor embedding, Tensor inputWeight, Tensor stateWeight, Tensor inputBias, Tensor stateBias, Tensor outputWeight, Tensor outputBias)
    {
        (Vocabulary, Inputs, Hidden) = ((int)embedding.shape[0], (int)embedding.shape[1], (int)stateWeight.shape[1]);
        Units = (Hidden + Widest - 1) / Widest * Widest;
        Stride = Units + (Inputs + Widest - 1) / Widest * Widest;

        _embedding = new AlignedFloats((long)Vocabulary * Inputs);
        using (var rows = new TensorMemory<float>(embedding, Vocabulary, Inputs))
            new ReadOnlySpan<float>(rows.Start, Vocabulary * Inputs).CopyTo(new Span<float>(_embedding.Start, Vocabulary * Inputs));

        GatePanels = new Panels(Units + Inputs, Gates * Units);
        _gateBias = new AlignedFloats(Gates * Units).Clear();
        using (var states = new TensorMemory<float>(stateWeight, Gates * Hidden, Hidden))
        using (var inputs = new TensorMemory<float>(inputWeight, Gates * Hidden, Inputs))
        using (var first = new TensorMemory<float>(inputBias, Gates * Hidden))
        using (var second = new TensorMemory<float>(stateBias, Gates * Hidden))
            for (var gate = 0; gate < Gates; gate++)
            {
                var (from, to) = (gate * Hidden, gate * Units);
                GatePanels.Take(states.Start + (nint)from * Hidden, Hidden, Hidden, to);
                GatePanels.Take(inputs.Start + (nint)from * Inputs, Hidden, Inputs, to, toDepth: Units);
                for (var unit = 0; unit < Hidden; unit++) _gateBias.Start[to + unit] = first.Start[from + unit] + second.Start[from + unit];
            }

        OutputPanels = new Panels(Hidden, Vocabulary);
        _outputBias = new AlignedFloats(Tile.Padded(Vocabulary));
        using (var weights = new TensorMemory<float>(outputWeight, Vocabulary, Hidden))
            OutputPanels.Take(weights.Start, Vocabulary, Hidden);
        using (var bias = new TensorMemory<float>(outputBias, Vocabulary))
            for (var id = 0; id < Tile.Padded(Vocabulary); id++) _outputBias.Start[id] = id < Vocabulary ? bias.Start[id] : Never;
    }

    /// <summary>Tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>Width of an embedding.</summary>
    public int Inputs { get; }

    /// <summary>Width of the state.</summary>
    public int Hidden { get; }

    /// <summary><see cref="Hidden"/>, padded.</summary>
    public int Units { get; }

    /// <summary>Floats from row to row where rows hold a hidden state of <see cref="Units"/>, then an embedding.</summary>
    public int Stride { get; }

    /// <summary>Hidden state and embedding to the gates: <c>[units + inputs, 4 units]</c>.</summary>
    public Panels GatePanels { get; }

    /// <summary><c>[4 units]</c></summary>
    public float* GateBias => _gateBias.Start;

    /// <summary>Hidden state to logits: <c>[hidden, vocab]</c>.</summary>
    public Panels OutputPanels { get; }

    /// <summary><c>[vocab]</c>, padded.</summary>
    public float* OutputBias => _outputBias.Start;

    /// <summary>The embedding of a token: <c>[inputs]</c>.</summary>
    public ReadOnlySpan<float> Embedding(int token) => new(_embedding.Start + (nint)token * Inputs, Inputs);

    public void Dispose()
    {
        _embedding.Dispose();
        _gateBias.Dispose();
        _outputBias.Dispose();
        GatePanels.Dispose();
        OutputPanels.Dispose();
    }
}
