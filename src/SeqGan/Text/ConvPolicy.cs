using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// A convolutional generator: causal convolutions with gated linear units and residual connections (Dauphin, Fan, Auli and
/// Grangier, "Language Modeling with Gated Convolutional Networks", ICML 2017). Each reads three inputs, 1, 2, 4, 8, ...
/// steps apart (van den Oord et al., 2016), in as many layers as it takes for the last token to see the first.
/// </summary>
/// <remarks>
/// A convolution is written as a linear map of its three inputs side by side, so that a whole sequence and a single token
/// take the same path. The state: for each layer the inputs that it still needs, <c>[rows, 2 * dilation, width]</c>, then
/// the newest features, <c>[rows, hidden]</c>.
/// </remarks>
internal sealed class ConvPolicy : Policy
{
    const int Taps = 3;

    // The weights' names in checkpoints are these fields' names.
    readonly Embedding embedding;
    readonly ModuleList<Linear> convolutions;
    readonly Linear output;
    readonly Dropout dropout;

    /// <summary>
    /// Random weights: N(0, 0.1) for embedding and output, as the LSTM's; N(0, sqrt(4 / inputs)) before a gated linear
    /// unit, which keeps the variance (Gehring et al., ICML 2017, section 3.5).
    /// </summary>
    public ConvPolicy(PolicyShape shape, Device? device = null) : base(nameof(ConvPolicy), shape, device)
    {
        embedding = nn.Embedding(shape.Vocabulary, shape.Embedding, device: Device);
        convolutions = nn.ModuleList([.. Enumerable.Range(0, Depth(shape.Time)).Select(layer => nn.Linear(Taps * Width(layer), 2 * shape.Hidden, device: Device))]);
        output = nn.Linear(shape.Hidden, shape.Vocabulary, device: Device);
        dropout = nn.Dropout(shape.Dropout);
        nn.init.normal_(embedding.weight!, 0, 0.1);
        for (var layer = 0; layer < convolutions.Count; layer++)
        {
            nn.init.normal_(convolutions[layer].weight!, 0, Math.Sqrt(4.0 / (Taps * Width(layer))));
            nn.init.zeros_(convolutions[layer].bias!);
        }
        nn.init.normal_(output.weight!, 0, 0.1);
        nn.init.zeros_(output.bias!);
        RegisterComponents();
    }

    /// <summary>How many weights the convolutions have.</summary>
    public static double Weights(PolicyShape shape) =>
        Enumerable.Range(0, Depth(shape.Time)).Sum(layer => (Taps * Width(shape, layer) + 1.0) * 2 * shape.Hidden);

    /// <summary>How many numbers a row's state has.</summary>
    public static double StateSize(PolicyShape shape) => Enumerable.Range(0, Depth(shape.Time)).Sum(layer => (double)Span(layer) * Width(shape, layer)) + shape.Hidden;

    /// <inheritdoc/>
    public override PolicyState Start(long rows) => new([.. Nothing(rows), zeros(rows, Shape.Hidden, device: Device)]);

    /// <inheritdoc/>
    public override PolicyState Read(Tensor tokens, PolicyState state)
    {
        var (features, past) = Run(embedding.forward(tokens.unsqueeze(1)), state.Tensors); // features: [rows, 1, hidden]
        return new PolicyState([.. past, features.squeeze(1)]);
    }

    private protected override Linear Output => output;

    private protected override Tensor Features(Tensor inputs)
    {
        var (features, _) = Run(dropout.forward(embedding.forward(inputs)), Nothing(inputs.shape[0])); // [batch, time, hidden]
        return dropout.forward(features);
    }

    private protected override Tensor Newest(PolicyState state) => state.Tensors[^1];

    // [rows, time, embedding] after what each layer still knows -> [rows, time, hidden] and what each layer must know next.
    (Tensor Features, Tensor[] Past) Run(Tensor features, IReadOnlyList<Tensor> past)
    {
        var time = features.shape[1];
        var known = new Tensor[convolutions.Count];
        for (var layer = 0; layer < known.Length; layer++)
        {
            var inputs = cat([past[layer], features], 1); // [rows, span + time, width]
            var taps = Enumerable.Range(0, Taps).Select(tap => inputs.narrow(1, tap * Dilation(layer), time));
            var halves = convolutions[layer].forward(cat([.. taps], 2)).chunk(2, 2); // [rows, time, hidden] each
            var gated = halves[0] * halves[1].sigmoid();
            features = layer == 0 ? gated : features + gated; // the first layer may change the width
            known[layer] = inputs.narrow(1, time, Span(layer));
        }
        return (features, known);
    }

    // What the layers know before the first token.
    Tensor[] Nothing(long rows) => [.. Enumerable.Range(0, convolutions.Count).Select(layer => zeros(rows, Span(layer), Width(layer), device: Device))];

    long Width(int layer) => Width(Shape, layer);

    static long Width(PolicyShape shape, int layer) => layer == 0 ? shape.Embedding : shape.Hidden;

    static long Dilation(int layer) => 1L << layer;

    static long Span(int layer) => (Taps - 1) * Dilation(layer);

    // The fewest layers whose spans reach from the last of the inputs to the first.
    static int Depth(int time)
    {
        var depth = 1;
        while (Enumerable.Range(0, depth).Sum(Span) < time - 1) depth++;
        return depth;
    }
}
