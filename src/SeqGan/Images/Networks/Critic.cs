using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>A discriminator or critic: a number for every image, higher for what looks real.</summary>
public sealed class Critic : nn.Module<Tensor, Tensor, Tensor>
{
    readonly Body body;
    readonly nn.Module<Tensor, Tensor> verdict;

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="condition">The width of what an image is conditioned on; 0: nothing.</param>
    /// <param name="normalization">What keeps its layers in range.</param>
    /// <param name="device">Where it lives.</param>
    public Critic(NetworkShape shape, int condition, Normalization normalization, Device? device = null) : base(nameof(Critic))
    {
        body = Networks.Body.Create(shape, condition, normalization, device);
        verdict = body.Head(1, normalization);
        RegisterComponents();
    }

    /// <summary>What it sees in an image: <see cref="Networks.Body"/>.</summary>
    public Body Body => body;

    /// <summary>Verdicts: logits, or a critic's values.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    /// <param name="condition"><c>[batch, condition]</c>; a width of 0 where there is none.</param>
    /// <returns><c>[batch]</c></returns>
    public override Tensor forward(Tensor images, Tensor condition) => verdict.forward(body.forward(images, condition)).squeeze(1);
}
