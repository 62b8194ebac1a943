using SeqGan.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>A judge of sequences: one logit of "this is real" a sequence. What stands in the padding, and how much of it, changes no verdict.</summary>
public abstract class Discriminator : nn.Module<Tensor, Tensor, Tensor>
{
    const int Rows = 512; // sequences judged side by side

    private protected Discriminator(string name, DiscriminatorShape shape, Device? device) : base(name)
    {
        shape.Validate();
        (Shape, Device) = (shape, device ?? CPU);
    }

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its kind and sizes.</param>
    /// <param name="device">Where it lives from the start; it is never moved. Default: the CPU.</param>
    /// <param name="highway">How the highway of convolutions begins; an LSTM has none.</param>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static Discriminator Create(DiscriminatorShape shape, Device? device = null, HighwayWeights highway = HighwayWeights.Normal) =>
        OwnWeights.Of<Discriminator>(shape.Kind == NetworkKind.Rnn ? new LstmDiscriminator(shape, device) : new ConvDiscriminator(shape, device, highway));

    /// <summary>The kind and sizes.</summary>
    public DiscriminatorShape Shape { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>Whether it computes with SIMD kernels where it is on the CPU, or always with tensor operations.</summary>
    internal bool Kernels { get; set; } = true;

    /// <summary>Whether the factors of large products are rounded to bf16.</summary>
    internal bool Bfloat16 { get; set; }

    private protected bool UsesKernels => Kernels && Device.type == DeviceType.CPU;

    /// <summary>How real each sequence looks.</summary>
    /// <param name="ids">int64: <c>[batch, time]</c>.</param>
    /// <param name="lengths">Tokens of each row, int64: <c>[batch]</c>.</param>
    /// <returns>Logits of "this is real": <c>[batch]</c>.</returns>
    public abstract override Tensor forward(Tensor ids, Tensor lengths);

    /// <summary>The L2 penalty of the published code on the output layer, for one logit: two classes with weights ±w/2 have half the squares twice.</summary>
    public Tensor OutputPenalty() => (Output.weight!.square().sum() + Output.bias!.square().sum()) / 4;

    /// <summary>The probability that each sequence is real, without dropout; the weights stand still meanwhile.</summary>
    /// <param name="sequences">Ids of 1 or more tokens each.</param>
    /// <param name="verdicts">Receives a number for each.</param>
    internal virtual void Judge(ReadOnlySpan<int[]> sequences, Span<double> verdicts)
    {
        for (var first = 0; first < sequences.Length; first += Rows)
        {
            using var scope = NewDisposeScope();
            var batch = SequenceBatch.Of(sequences[first..Math.Min(first + Rows, sequences.Length)].ToArray(), Shape.Time, Device);
            Probabilities(forward(batch.Ids, batch.Lengths), verdicts[first..]);
        }
    }

    private protected static void Probabilities(Tensor logits, Span<double> to) =>
        logits.sigmoid().to(ScalarType.Float64).cpu().data<double>().CopyTo(to[..(int)logits.shape[0]]);

    // The layer that ends in the logit.
    private protected abstract Linear Output { get; }
}
