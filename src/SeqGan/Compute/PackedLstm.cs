using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>The weights of an LSTM language model as kernels read them: a copy, good until the next update.</summary>
internal sealed unsafe class PackedLstm : IDisposable
{
    readonly AlignedFloats _embedding;

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

        Output = new OutputLayer(outputWeight, outputBias);
    }

    /// <summary>Tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The LSTM; its inputs are embeddings.</summary>
    public LstmGates Gates { get; }

    /// <summary>Hidden state to logits.</summary>
    public OutputLayer Output { get; }

    /// <summary>The embedding of a token: <c>[inputs]</c>.</summary>
    public ReadOnlySpan<float> Embedding(int token) => new(_embedding.Start + (nint)token * Gates.Inputs, Gates.Inputs);

    public void Dispose()
    {
        _embedding.Dispose();
        Gates.Dispose();
        Output.Dispose();
    }
}
