using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>An encoder and a decoder that one player trains.</summary>
internal sealed class Autoencoder : nn.Module<Tensor, Tensor>
{
    readonly ImageReader encoder;
    readonly ImageGenerator decoder;

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="encoder">Images to codes; what it puts out beyond a code is no part of it.</param>
    /// <param name="decoder">Codes to images.</param>
    public Autoencoder(ImageReader encoder, ImageGenerator decoder) : base(nameof(Autoencoder))
    {
        (this.encoder, this.decoder) = (encoder, decoder);
        RegisterComponents();
    }

    public ImageReader Encoder => encoder;

    public ImageGenerator Decoder => decoder;

    /// <summary>Images to their reconstructions: <c>[batch, channels, height, width]</c>.</summary>
    public override Tensor forward(Tensor images) => decoder.forward(encoder.forward(images).narrow(1, 0, decoder.Code));
}
