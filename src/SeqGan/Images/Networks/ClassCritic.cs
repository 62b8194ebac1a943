using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>A discriminator that names classes and has no verdict of its own: see <see cref="Losses.SemiSupervised"/>.</summary>
internal sealed class ClassCritic : nn.Module<Tensor, Tensor>
{
    readonly Body body;
    readonly nn.Module<Tensor, Tensor> outputs;

    /// <summary>A network with random weights from torch's generator.</summary>
    public ClassCritic(NetworkShape shape, int classes, Normalization normalization, Device? device = null) : base(nameof(ClassCritic))
    {
        body = Body.Create(shape, condition: 0, normalization, device);
        outputs = body.Head(classes, normalization);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => outputs.forward(Features(images)); // [batch, channels, height, width] -> [batch, classes]

    /// <summary>What it sees in images: <c>[batch, features]</c>.</summary>
    public Tensor Features(Tensor images) => body.forward(images, zeros(images.shape[0], 0L, device: images.device));
}
