using SeqGan.Compute;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>The paper's generator, an LSTM language model (Yu et al., AAAI 2017, equations 9 and 10). Its state: hidden and cell, <c>[rows, hidden]</c> each.</summary>
internal sealed class LstmPolicy : Policy
{
    // The weights' names in checkpoints are these fields' names.
    readonly Embedding embedding;
    readonly LSTM lstm;
    readonly Linear output;
    readonly Dropout dropout;

    /// <summary>Random weights: N(0, 0.1) for embedding and output, as in the published code; torch's uniform for the LSTM.</summary>
    public LstmPolicy(PolicyShape shape, Device? device = null) : base(nameof(LstmPolicy), shape, device)
    {
        embedding = nn.Embedding(shape.Vocabulary, shape.Embedding, device: Device);
        lstm = nn.LSTM(shape.Embedding, shape.Hidden, batchFirst: true, device: Device);
        output = nn.Linear(shape.Hidden, shape.Vocabulary, device: Device);
        dropout = nn.Dropout(shape.Dropout);
        nn.init.normal_(embedding.weight!, 0, 0.1);
        nn.init.normal_(output.weight!, 0, 0.1);
        nn.init.zeros_(output.bias!);
        RegisterComponents();
    }

    /// <summary>How many weights a layer has.</summary>
    public static double Weights(double inputs, double hidden) => 4 * hidden * (inputs + hidden + 2);

    /// <inheritdoc/>
    public override PolicyState Start(long rows) => new(
        zeros(rows, Shape.Hidden, device: Device),
        zeros(rows, Shape.Hidden, device: Device));

    /// <inheritdoc/>
    public override PolicyState Read(Tensor tokens, PolicyState state)
    {
        var embedded = embedding.forward(tokens.unsqueeze(1)); // [rows, 1, embedding]
        var (_, hidden, cell) = lstm.forward(embedded, (state.Tensors[0].unsqueeze(0), state.Tensors[1].unsqueeze(0)));
        return new PolicyState(hidden.squeeze(0), cell.squeeze(0));
    }

    /// <inheritdoc/>
    internal override DraftWriter Writer(double temperature)
    {
        if (!Kernels) return base.Writer(temperature);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (inputWeight, stateWeight, inputBias, stateBias) = LstmParameters();
        return new LstmWriter(new PackedLstm(embedding.weight!, inputWeight, stateWeight, inputBias, stateBias, output.weight!, output.bias! + Unsaid), Shape, temperature);
    }

    private protected override Linear Output => output;

    private protected override Tensor Features(Tensor inputs)
    {
        var embedded = dropout.forward(embedding.forward(inputs)); // [batch, time, embedding]
        return dropout.forward(States(embedded));
    }

    // [batch, time, embedding] -> [batch, time, hidden]
    Tensor States(Tensor embedded)
    {
        if (!Kernels || !LstmSequences.Reaches(embedded, Shape.Hidden)) return lstm.forward(embedded).Item1;
        var (inputWeight, stateWeight, inputBias, stateBias) = LstmParameters();
        return LstmSequences.apply(embedded, inputWeight, stateWeight, inputBias, stateBias);
    }

    (Tensor InputWeight, Tensor StateWeight, Tensor InputBias, Tensor StateBias) LstmParameters()
    {
        var weights = lstm.named_parameters().ToDictionary(one => one.name, one => one.parameter);
        return (weights["weight_ih_l0"], weights["weight_hh_l0"], weights["bias_ih_l0"], weights["bias_hh_l0"]);
    }

    private protected override Tensor Newest(PolicyState state) => state.Tensors[0];
}
