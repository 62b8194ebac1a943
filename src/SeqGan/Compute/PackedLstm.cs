using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>The weights of an LSTM language model as kernels read them: a copy, good until the next update.</summary>
internal sealed unsafe class PackedLstm : IDisposable
{
    /// <summary>The logit of a column of padding.</summary>
    internal const float Never = -1e30f;

    readonly AlignedFloats _embedding, _outputBias;

    /// <param name="embedding"><c>[vocab, embedding]</c></param>
    /// <param name="inputWeight"><c>[4 hidden, embedding]</c></param>
    /// <param name="stateWeight"><c>[4 hidden, hidden]</c></param>
    /// <param name="inputBias"><c>[4 hidden]</c></param>
    /// <param name="stateBias"><c>[4 hidden]</c></param>
    /// <param name="outputWeight"><c>[vocab, hidden]</c></param>
    /// <param name="outputBias">With what forbids ids added: <c>[vocab]</c>.</param>
    public PackedLstm(Tensor embedding, Tensor inputWeight, Tensor stateWeight, Tensor inputBias, Tensor stateBias, Tensor outputWeight, Tensor outputBias)
    {
        Gates = new LstmGates(inputWeight, stateWeight, inputBias, stateBias);
        Vocabulary = (int)embedding.shape[0];
        _embedding = new AlignedFloats((long)Vocabulary * Gates.Inputs);
        using (var rows = new TensorMemory<float>(embedding, Vocabulary, Gates.Inputs))
            new ReadOnlySpan<float>(rows.Start, Vocabulary * Gates.Inputs).CopyTo(new Span<float>(_embedding.Start, Vocabulary * Gates.Inputs));

        OutputPanels = new Panels(Gates.Hidden, Vocabulary);
        _outputBias = new AlignedFloats(Tile.Padded(Vocabulary));
        using (var weights = new TensorMemory<float>(outputWeight, Vocabulary, Gates.Hidden))
            OutputPanels.Take(weights.Start, Vocabulary, Gates.Hidden);
        using (var bias = new TensorMemory<float>(outputBias, Vocabulary))
            for (var id = 0; id < Tile.Padded(Vocabulary); id++) _outputBias.Start[id] = id < Vocabulary ? bias.Start[id] : Never;
    }

    /// <summary>Tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The LSTM; its inputs are embeddings.</summary>
    public LstmGates Gates { get; }

    /// <summary>Hidden state to logits: <c>[hidden, vocab]</c>.</summary>
    public Panels OutputPanels { get; }

    /// <summary><c>[vocab]</c>, padded.</summary>
    public float* OutputBias => _outputBias.Start;

    /// <summary>The embedding of a token: <c>[inputs]</c>.</summary>
    public ReadOnlySpan<float> Embedding(int token) => new(_embedding.Start + (nint)token * Gates.Inputs, Gates.Inputs);

    public void Dispose()
    {
        _embedding.Dispose();
        _outputBias.Dispose();
        Gates.Dispose();
        OutputPanels.Dispose();
    }
}
