using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>A language model's last layer, hidden state to logits, as kernels read it: a copy, good until the next update.</summary>
internal sealed unsafe class OutputLayer : IDisposable
{
    /// <summary>The logit of a column of padding.</summary>
    public const float Never = -1e30f;

    readonly AlignedFloats _rows, _bias;
    readonly Lazy<Panels> _panels;

    /// <param name="weight"><c>[vocab, hidden]</c></param>
    /// <param name="bias">With what forbids ids added: <c>[vocab]</c>.</param>
    public OutputLayer(Tensor weight, Tensor bias)
    {
        (Vocabulary, Hidden) = ((int)weight.shape[0], (int)weight.shape[1]);
        _rows = new AlignedFloats((long)Vocabulary * Hidden);
        _bias = new AlignedFloats(Tile.Padded(Vocabulary));
        using (var rows = new TensorMemory<float>(weight, Vocabulary, Hidden))
            Buffer.MemoryCopy(rows.Start, _rows.Start, _rows.Count * sizeof(float), _rows.Count * sizeof(float));
        using (var biases = new TensorMemory<float>(bias, Vocabulary))
            for (var id = 0; id < Tile.Padded(Vocabulary); id++) _bias.Start[id] = id < Vocabulary ? biases.Start[id] : Never;
        _panels = new Lazy<Panels>(() =>
        {
            var panels = new Panels(Hidden, Vocabulary);
            panels.Take(_rows.Start, Vocabulary, Hidden);
            return panels;
        });
        Integers = new IntegerOutput(this);
    }

    /// <summary>Tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>Width of a hidden state.</summary>
    public int Hidden { get; }

    /// <summary><c>[vocab]</c>, padded.</summary>
    public float* Bias => _bias.Start;

    /// <summary>The weights as products read them, made when first asked for: <c>[hidden, vocab]</c>.</summary>
    public Panels Panels => _panels.Value;

    /// <summary>The same layer in integers.</summary>
    public IntegerOutput Integers { get; }

    /// <summary>A token's weights: <c>[hidden]</c>.</summary>
    public ReadOnlySpan<float> Row(int token) => new(_rows.Start + (nint)token * Hidden, Hidden);

    /// <summary>A token's logit, summed in the order of a <see cref="Tile"/>.</summary>
    /// <param name="hidden"><c>[hidden]</c></param>
    /// <param name="token">The token.</param>
    public float Logit(float* hidden, int token)
    {
        var weights = _rows.Start + (nint)token * Hidden;
        var logit = _bias.Start[token];
        for (var k = 0; k < Hidden; k++) logit = MathF.FusedMultiplyAdd(hidden[k], weights[k], logit);
        return logit;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _bias.Dispose();
        Integers.Dispose();
        if (_panels.IsValueCreated) _panels.Value.Dispose();
    }
}
