using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>A discriminator or critic: a number for every image, higher for what looks real; with further outputs for a second task.</summary>
public sealed class Critic : nn.Module<Tensor, Tensor, Tensor>
{
    readonly Body body;
    readonly nn.Module<Tensor, Tensor> verdict;
    readonly nn.Module<Tensor, Tensor>? outputs;

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="condition">The width of what an image is conditioned on; 0: nothing.</param>
    /// <param name="normalization">What keeps its layers in range.</param>
    /// <param name="outputs">Outputs besides the verdict.</param>
    /// <param name="device">Where it lives.</param>
    public Critic(NetworkShape shape, int condition, Normalization normalization, int outputs = 0, Device? device = null) : this(Body.Create(shape, condition, normalization, device), normalization, outputs)
    {
    }

    internal Critic(Body body, Normalization normalization, int outputs = 0) : base(nameof(Critic))
    {
        this.body = body;
        verdict = body.Head(1, normalization);
        if (outputs > 0) this.outputs = body.Head(outputs, normalization);
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    internal static double Weights(NetworkShape shape, int condition, Normalization normalization, int outputs = 0) => Body.Weights(shape, condition, normalization, 1 + outputs);

    /// <summary>Verdicts: logits, or a critic's values.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    /// <param name="condition"><c>[batch, condition]</c>; a width of 0 where there is none.</param>
    /// <returns><c>[batch]</c></returns>
    public override Tensor forward(Tensor images, Tensor condition) => verdict.forward(body.forward(images, condition)).squeeze(1);

    /// <summary>Verdicts, and the further outputs.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    /// <param name="condition"><c>[batch, condition]</c>; a width of 0 where there is none.</param>
    /// <returns><c>[batch]</c> and <c>[batch, outputs]</c>.</returns>
    public (Tensor Verdicts, Tensor Outputs) Judge(Tensor images, Tensor condition)
    {
        var features = body.forward(images, condition);
        return (verdict.forward(features).squeeze(1), outputs?.forward(features) ?? features.narrow(1, 0, 0));
    }

    /// <summary>What it sees in images, conditioned on nothing: <c>[batch, features]</c>.</summary>
    public Tensor Features(Tensor images) => body.forward(images, zeros(images.shape[0], body.Condition, device: images.device));
}
