using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>A recurrent discriminator: token embedding, an LSTM, its state at each sequence's last token, dropout, a logit.</summary>
internal sealed class LstmDiscriminator : Discriminator
{
    // The weights' names in checkpoints are these fields' names.
    readonly Embedding embedding;
    readonly LSTM lstm;
    readonly Dropout dropout;
    readonly Linear output;

    /// <summary>Random weights: embedding U(-1, 1), as the convolutional discriminator's; torch's uniform for the others.</summary>
    public LstmDiscriminator(DiscriminatorShape shape, Device? device = null) : base(nameof(LstmDiscriminator), shape, device)
    {
        embedding = nn.Embedding(shape.Vocabulary, shape.Embedding, device: Device);
        lstm = nn.LSTM(shape.Embedding, shape.Hidden, batchFirst: true, device: Device);
        dropout = nn.Dropout(shape.Dropout);
        output = nn.Linear(shape.Hidden, 1, device: Device);
        nn.init.uniform_(embedding.weight!, -1, 1);
        RegisterComponents();
    }

    private protected override Linear Output => output;

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids, Tensor lengths)
    {
        var (states, _, _) = lstm.forward(embedding.forward(ids)); // [batch, time, hidden]; the padding comes after all that counts
        var last = (lengths - 1).clamp(min: 0).reshape(-1, 1, 1).expand(-1, 1, Shape.Hidden); // [batch, 1, hidden]
        return output.forward(dropout.forward(states.gather(1, last).squeeze(1))).squeeze(1);
    }
}
