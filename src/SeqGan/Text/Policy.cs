using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// The generator: a language model, read as a stochastic policy G(y_t | y_1..t-1) over the vocabulary
/// (Yu et al., AAAI 2017, section 3).
/// </summary>
public abstract class Policy : nn.Module<Tensor, Tensor>
{
    // Added to logits: 0, or far below every logit where an id cannot stand. [vocab] In a pair, for a field that is a
    // tensor would be registered with the weights.
    readonly (Tensor Possible, Tensor Spoken) _penalties;

    private protected Policy(string name, PolicyShape shape, Device? device) : base(name)
    {
        shape.Validate();
        (Shape, Device) = (shape, device ?? CPU);
        _penalties = (Penalty(shape.Impossible), Penalty([.. shape.Impossible, .. shape.Unspoken]));
    }

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its kind, sizes and special ids.</param>
    /// <param name="device">Where it lives from the start; it is never moved. Default: the CPU.</param>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static Policy Create(PolicyShape shape, Device? device = null) =>
        OwnWeights.Of<Policy>(shape.Kind == NetworkKind.Cnn ? new ConvPolicy(shape, device) : new LstmPolicy(shape, device));

    /// <summary>The kind, sizes and special ids.</summary>
    public PolicyShape Shape { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>Whether SIMD kernels do what they can; else, and on other devices, tensor operations do.</summary>
    internal bool Kernels { get => field && Device.type == DeviceType.CPU; set; } = true;

    /// <summary>Added to logits of what the policy says: 0, or far below every logit where an id cannot be said. <c>[vocab]</c></summary>
    private protected Tensor Unsaid => _penalties.Spoken;

    /// <summary>The weighted negative log-likelihood of tokens, teacher-forced (<see cref="Likelihood.Loss"/>), with a graph to the parameters.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="weights">What each token weighs; tokens of weight 0 cost nothing: <c>[batch, time]</c>.</param>
    /// <param name="spoken">Whether the policy said them itself (<see cref="Spoken"/>) or reads them.</param>
    /// <returns>A scalar.</returns>
    internal Tensor Loss(SequenceBatch batch, Tensor weights, bool spoken)
    {
        var (inputs, penalty) = (batch.Inputs(Shape.Begin), spoken ? _penalties.Spoken : _penalties.Possible);
        return Kernels
            ? WeightedLikelihood.apply(Features(inputs).reshape(-1, Shape.Hidden), Output.weight!, Output.bias!, penalty, batch.Ids.reshape(-1), weights.reshape(-1))
            : Likelihood.Loss(Logits(inputs) + penalty, batch.Ids, weights);
    }

    /// <summary>The negative log-likelihood of each sequence's tokens in nats, without a graph.</summary>
    /// <param name="batch">The sequences.</param>
    /// <param name="temperature">Logits are divided by it.</param>
    /// <returns><c>[batch]</c></returns>
    internal double[] Nats(SequenceBatch batch, double temperature = 1)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (inputs, mask) = (batch.Inputs(Shape.Begin), batch.Mask());
        if (!Kernels) return (-Likelihood.LogProbabilities(forward(inputs) / temperature, batch.Ids) * mask).sum(1, type: ScalarType.Float64).data<double>().ToArray();
        using var likelihood = new SoftmaxLikelihood(Output.weight!, Output.bias! + _penalties.Possible, 1 / temperature);
        var losses = likelihood.Losses(Features(inputs).reshape(-1, Shape.Hidden).contiguous(), batch.Ids.reshape(-1).contiguous(), mask.reshape(-1).contiguous());
        return [.. losses.Chunk((int)batch.Ids.shape[1]).Select(row => row.Sum())];
    }

    /// <summary>Logits of every next token, teacher-forced; ids that cannot occur get probability 0.</summary>
    /// <param name="inputs">Begin symbol and tokens, int64: <c>[batch, time]</c>.</param>
    /// <returns><c>[batch, time, vocab]</c></returns>
    public override Tensor forward(Tensor inputs) => Logits(inputs) + _penalties.Possible;

    /// <summary>As <see cref="forward"/>, for what the policy itself says: unknown tokens get probability 0 as well.</summary>
    public Tensor Spoken(Tensor inputs) => Logits(inputs) + Unsaid;

    /// <summary>The state before the begin symbol.</summary>
    public abstract PolicyState Start(long rows);

    /// <summary>Reads one token a row, for generation: no dropout.</summary>
    /// <param name="tokens">int64: <c>[rows]</c>.</param>
    /// <param name="state">What each row has read before.</param>
    public abstract PolicyState Read(Tensor tokens, PolicyState state);

    /// <summary>The states of rows that have read the begin symbol.</summary>
    internal PolicyState Opening(long rows) => Read(full(rows, Shape.Begin, ScalarType.Int64, Device), Start(rows));

    /// <summary>What completes drafts with the policy as it stands.</summary>
    /// <param name="temperature">Logits are divided by it.</param>
    internal virtual DraftWriter Writer(double temperature) => new TensorWriter(this, temperature);

    /// <summary>Logits of the next token of rows that have read something, as <see cref="Spoken"/>.</summary>
    /// <returns><c>[rows, vocab]</c></returns>
    public Tensor Next(PolicyState state) => Output.forward(Newest(state)) + Unsaid;

    // What the output layer reads: [batch, time] -> [batch, time, hidden], with dropout in training.
    private protected abstract Tensor Features(Tensor inputs);

    // The same of rows that have read something: [rows, hidden]
    private protected abstract Tensor Newest(PolicyState state);

    // The layer that ends in the logits.
    private protected abstract Linear Output { get; }

    // [batch, time] -> [batch, time, vocab]
    Tensor Logits(Tensor inputs) => Output.forward(Features(inputs));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _penalties.Possible.Dispose();
            _penalties.Spoken.Dispose();
        }
        base.Dispose(disposing);
    }

    Tensor Penalty(IReadOnlyList<int> ids)
    {
        const float Never = -1e9f; // exp() of it is 0 in float32, and unlike -inf it makes no NaN in 0 * x
        var penalty = new float[Shape.Vocabulary];
        foreach (var id in ids) penalty[id] = Never;
        return tensor(penalty, [Shape.Vocabulary], device: Device).DetachFromDisposeScope();
    }
}
