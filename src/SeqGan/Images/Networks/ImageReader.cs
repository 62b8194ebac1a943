using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>Images to numbers, be they codes or logits of classes: a body with a linear layer on top.</summary>
internal sealed class ImageReader : nn.Module<Tensor, Tensor>
{
    readonly Body body;
    readonly nn.Module<Tensor, Tensor> head;

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="outputs">How many numbers it puts out for an image.</param>
    /// <param name="normalization">What keeps its layers in range.</param>
    /// <param name="device">Where it lives.</param>
    public ImageReader(NetworkShape shape, int outputs, Normalization normalization, Device? device = null) : base(nameof(ImageReader))
    {
        body = Body.Create(shape, condition: 0, normalization, device);
        head = body.Head(outputs, normalization);
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static double Weights(NetworkShape shape, int outputs, Normalization normalization) => Body.Weights(shape, condition: 0, normalization, outputs);

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.forward(Features(images)); // [batch, channels, height, width] -> [batch, outputs]

    /// <summary>What it sees in images: <c>[batch, features]</c>.</summary>
    public Tensor Features(Tensor images) => body.forward(images, zeros(images.shape[0], 0L, device: images.device));
}
