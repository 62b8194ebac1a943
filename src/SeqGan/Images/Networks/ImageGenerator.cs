using SeqGan.Data.Images;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>Codes (a latent vector, and what an image is conditioned on) to images in [-1, 1].</summary>
public abstract class ImageGenerator : nn.Module<Tensor, Tensor>
{
    private protected ImageGenerator(string name, NetworkShape shape, int code, Device device) : base(name) => (Shape, Code, Device) = (shape, code, device);

    /// <summary>Its sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The width of a code.</summary>
    public int Code { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>Codes to images.</summary>
    /// <param name="code"><c>[batch, code]</c></param>
    /// <returns><c>[batch, channels, height, width]</c> in [-1, 1].</returns>
    public sealed override Tensor forward(Tensor code) => Unbounded(code).tanh();

    /// <summary>The images' values before tanh bounds them.</summary>
    internal abstract Tensor Unbounded(Tensor code);

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static ImageGenerator Create(NetworkShape shape, int code, Device? device = null)
    {
        shape.Validate();
        return shape.Architecture == Architecture.Dcgan ? new ConvGenerator(shape, code, device ?? CPU) : new MlpGenerator(shape, code, device ?? CPU);
    }

    /// <summary>How many numbers such a network learns; not an integer, for sizes may be absurd.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    internal static double Weights(NetworkShape shape, int code)
    {
        shape.Validate();
        return shape.Architecture == Architecture.Dcgan ? ConvGenerator.Count(shape, code) : MlpGenerator.Count(shape, code);
    }
}

/// <summary>Fully connected: two hidden layers that grow, as in the classic MNIST example.</summary>
internal sealed class MlpGenerator : ImageGenerator
{
    readonly Sequential layers;

    public MlpGenerator(NetworkShape shape, int code, Device device) : base(nameof(MlpGenerator), shape, code, device)
    {
        layers = nn.Sequential(
            nn.Linear(code, shape.Width, device: device), nn.LeakyReLU(0.2),
            nn.Linear(shape.Width, 2 * shape.Width, device: device), nn.LeakyReLU(0.2),
            nn.Linear(2 * shape.Width, shape.Image.Pixels, device: device));
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int code) => (code + 1.0) * shape.Width + (shape.Width + 1.0) * 2 * shape.Width + (2.0 * shape.Width + 1) * shape.Image.Pixels;

    /// <inheritdoc/>
    internal override Tensor Unbounded(Tensor code) => // [batch, code] -> [batch, channels, height, width]
        layers.forward(code).view(-1, Shape.Image.Channels, Shape.Image.Height, Shape.Image.Width);
}
