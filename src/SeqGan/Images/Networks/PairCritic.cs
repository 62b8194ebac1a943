using SeqGan.Images.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>
/// A critic of images with their codes (Donahue, Krähenbühl and Darrell, ICLR 2017): the image's features and the code meet in
/// two layers that judge both. A pair is one row, so that a loss's penalties reach both parts of it.
/// </summary>
internal sealed class PairCritic : nn.Module<Tensor, Tensor>
{
    const int Breadth = 4;

    readonly Body body;
    readonly nn.Module<Tensor, Tensor> joint;
    readonly nn.Module<Tensor, Tensor> verdict;

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="code">The width of a code.</param>
    /// <param name="normalization">What keeps its layers in range.</param>
    /// <param name="device">Where it lives.</param>
    public PairCritic(NetworkShape shape, int code, Normalization normalization, Device? device = null) : base(nameof(PairCritic))
    {
        nn.Module<Tensor, Tensor> Layer(long inputs, long outputs) =>
            normalization == Normalization.Spectral ? new SpectralLinear(inputs, outputs, device: device) : nn.Linear(inputs, outputs, device: device);
        body = Body.Create(shape, condition: 0, normalization, device);
        joint = Layer(body.Features + code, Breadth * shape.Width);
        verdict = Layer(Breadth * shape.Width, 1);
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static double Weights(NetworkShape shape, int code, Normalization normalization)
    {
        var units = Breadth * shape.Width;
        return Body.Weights(shape, condition: 0, normalization, units) + (double)code * units + units + 1; // the first of the two layers reads code and features
    }

    /// <summary>Images and their codes as rows: <c>[batch, pixels + code]</c>.</summary>
    /// <param name="images"><c>[batch, channels, height, width]</c></param>
    /// <param name="codes"><c>[batch, code]</c></param>
    public static Tensor Pair(Tensor images, Tensor codes) => cat([images.flatten(1), codes], 1);

    /// <summary>Verdicts: logits, or a critic's values.</summary>
    /// <param name="pairs"><c>[batch, pixels + code]</c></param>
    /// <returns><c>[batch]</c></returns>
    public override Tensor forward(Tensor pairs)
    {
        var image = body.Shape.Image;
        var features = Features(pairs.narrow(1, 0, image.Pixels).view(-1, image.Channels, image.Height, image.Width));
        var codes = pairs.narrow(1, image.Pixels, pairs.shape[1] - image.Pixels);
        return verdict.forward(nn.functional.leaky_relu(joint.forward(cat([features, codes], 1)), 0.2)).squeeze(1);
    }

    /// <summary>What it sees in images: <c>[batch, features]</c>.</summary>
    public Tensor Features(Tensor images) => body.forward(images, zeros(images.shape[0], 0L, device: images.device));
}
