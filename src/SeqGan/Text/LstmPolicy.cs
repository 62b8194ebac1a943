using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// The generator: an LSTM language model, read as a stochastic policy G(y_t | y_1..t-1) over the vocabulary
/// (Yu et al., AAAI 2017, section 3; equations 9 and 10).
/// </summary>
public sealed class LstmPolicy : nn.Module<Tensor, Tensor>
{
    // The weights' names in checkpoints are these fields' names.
    readonly Embedding embedding;
    readonly LSTM lstm;
    readonly Linear output;
    readonly Dropout dropout;

    // Added to logits: 0, or far below every logit where an id cannot stand. [vocab] Set after the registration: no weights.
    readonly Tensor _possible;
    readonly Tensor _spoken;

    /// <summary>
    /// A network with random weights from torch's generator: N(0, 0.1) for embedding and output, as in the published
    /// code; torch's uniform for the LSTM.
    /// </summary>
    /// <param name="shape">Its sizes and special ids.</param>
    /// <param name="device">Where it lives from the start; it is never moved.</param>
    public LstmPolicy(PolicyShape shape, Device? device = null) : base(nameof(LstmPolicy))
    {
        shape.Validate();
        (Shape, Device) = (shape, device ?? CPU);
        embedding = nn.Embedding(shape.Vocabulary, shape.Embedding, device: Device);
        lstm = nn.LSTM(shape.Embedding, shape.Hidden, batchFirst: true, device: Device);
        output = nn.Linear(shape.Hidden, shape.Vocabulary, device: Device);
        dropout = nn.Dropout(shape.Dropout);
        nn.init.normal_(embedding.weight!, 0, 0.1);
        nn.init.normal_(output.weight!, 0, 0.1);
        nn.init.zeros_(output.bias!);
        RegisterComponents();
        _possible = Penalty(shape.Impossible);
        _spoken = Penalty([.. shape.Impossible, .. shape.Unspoken]);
    }

    /// <summary>The sizes and special ids.</summary>
    public PolicyShape Shape { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>Logits of every next token, teacher-forced; ids that cannot occur get probability 0.</summary>
    /// <param name="inputs">Begin symbol and tokens, int64: <c>[batch, time]</c>.</param>
    /// <returns><c>[batch, time, vocab]</c></returns>
    public override Tensor forward(Tensor inputs) => Logits(inputs) + _possible;

    /// <summary>As <see cref="forward"/>, for what the policy itself says: unknown tokens get probability 0 as well.</summary>
    public Tensor Spoken(Tensor inputs) => Logits(inputs) + _spoken;

    /// <summary>The state before the begin symbol.</summary>
    public PolicyState Start(long rows) => new(
        zeros(1, rows, Shape.Hidden, device: Device),
        zeros(1, rows, Shape.Hidden, device: Device));

    /// <summary>Reads one token a row, for generation: no dropout.</summary>
    /// <param name="tokens">int64: <c>[rows]</c>.</param>
    /// <param name="state">What each row has read before.</param>
    public PolicyState Read(Tensor tokens, PolicyState state)
    {
        var embedded = embedding.forward(tokens.unsqueeze(1)); // [rows, 1, embedding]
        var (_, hidden, cell) = lstm.forward(embedded, (state.Hidden, state.Cell));
        return new PolicyState(hidden, cell);
    }

    /// <summary>Logits of the next token of rows that have read something, as <see cref="Spoken"/>.</summary>
    /// <returns><c>[rows, vocab]</c></returns>
    public Tensor Next(PolicyState state) => output.forward(state.Hidden.squeeze(0)) + _spoken;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _possible.Dispose();
            _spoken.Dispose();
        }
        base.Dispose(disposing);
    }

    Tensor Logits(Tensor inputs)
    {
        var embedded = dropout.forward(embedding.forward(inputs)); // [batch, time, embedding]
        var (states, _, _) = lstm.forward(embedded); // [batch, time, hidden]
        return output.forward(dropout.forward(states)); // [batch, time, vocab]
    }

    Tensor Penalty(IReadOnlyList<int> ids)
    {
        const float Never = -1e9f; // exp() of it is 0 in float32, and unlike -inf it makes no NaN in 0 * x
        var penalty = new float[Shape.Vocabulary];
        foreach (var id in ids) penalty[id] = Never;
        return tensor(penalty, [Shape.Vocabulary], device: Device).DetachFromDisposeScope();
    }
}
