using SeqGan.Images.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>A discriminator without its verdict: images, and what they are conditioned on, to features.</summary>
public abstract class Body : nn.Module<Tensor, Tensor, Tensor>
{
    private protected Body(string name, NetworkShape shape, int condition, long features, Device device) : base(name) =>
        (Shape, Condition, Features, Device) = (shape, condition, features, device);

    /// <summary>Its sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The width of a condition; 0: there is none.</summary>
    public int Condition { get; }

    /// <summary>How many features an image has.</summary>
    public long Features { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>A network with random weights from torch's generator.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    public static Body Create(NetworkShape shape, int condition, Normalization normalization, Device? device = null)
    {
        shape.Validate();
        return shape.Architecture == Architecture.Dcgan ? new ConvBody(shape, shape.Levels, condition, normalization, device ?? CPU) : new MlpBody(shape, condition, normalization, device ?? CPU);
    }

    /// <summary>How many numbers such a network learns with a linear layer on top; not an integer, for sizes may be absurd.</summary>
    /// <exception cref="Tokenization.InvalidInputException">The shape makes no network.</exception>
    internal static double Weights(NetworkShape shape, int condition, Normalization normalization, int outputs)
    {
        shape.Validate();
        return shape.Architecture == Architecture.Dcgan ? ConvBody.Count(shape, shape.Levels, condition, normalization, outputs) : MlpBody.Count(shape, condition, outputs);
    }

    /// <summary>A linear layer on top of the features, normalised like the body.</summary>
    internal nn.Module<Tensor, Tensor> Head(long outputs, Normalization normalization) =>
        normalization == Normalization.Spectral ? new SpectralLinear(Features, outputs, device: Device) : nn.Linear(Features, outputs, device: Device);
}

/// <summary>Fully connected: two hidden layers that shrink, as in the classic MNIST example.</summary>
internal sealed class MlpBody : Body
{
    readonly Sequential layers;

    public MlpBody(NetworkShape shape, int condition, Normalization normalization, Device device) : base(nameof(MlpBody), shape, condition, shape.Width, device)
    {
        nn.Module<Tensor, Tensor> Layer(long inputs, long outputs) =>
            normalization == Normalization.Spectral ? new SpectralLinear(inputs, outputs, device: device) : nn.Linear(inputs, outputs, device: device);
        layers = nn.Sequential(Layer(shape.Image.Pixels + condition, 2L * shape.Width), nn.LeakyReLU(0.2), Layer(2L * shape.Width, shape.Width), nn.LeakyReLU(0.2));
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int condition, int outputs) =>
        (shape.Image.Pixels + condition + 1.0) * 2 * shape.Width + (2.0 * shape.Width + 1) * shape.Width + (shape.Width + 1.0) * outputs;

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor condition) => // [batch, channels, height, width], [batch, condition] -> [batch, features]
        layers.forward(Condition == 0 ? images.flatten(1) : cat([images.flatten(1), condition], 1));
}

/// <summary>
/// DCGAN's discriminator (Radford, Metz and Chintala, ICLR 2016): strided convolutions that halve the map, LeakyReLU behind
/// each, batch norm behind all but the first. A condition is laid beside the image as planes of one value.
/// </summary>
internal sealed class ConvBody : Body
{
    readonly Sequential layers;

    /// <param name="shape">Its sizes.</param>
    /// <param name="levels">How often it halves the image, whose sides may become odd.</param>
    /// <param name="condition">The width of a condition.</param>
    /// <param name="normalization">What keeps its layers in range.</param>
    /// <param name="device">Where it lives.</param>
    public ConvBody(NetworkShape shape, int levels, int condition, Normalization normalization, Device device) : base(nameof(ConvBody), shape, condition, FeaturesOf(shape, levels), device)
    {
        var stack = new List<nn.Module<Tensor, Tensor>>();
        for (var level = 1; level <= levels; level++)
        {
            var (inputs, outputs) = (level == 1 ? shape.Image.Channels + condition : shape.Channels(level - 1), shape.Channels(level));
            var normed = normalization == Normalization.Batch && level > 1;
            stack.Add(normalization == Normalization.Spectral
                ? new SpectralConv2d(inputs, outputs, 4, stride: 2, padding: 1, device: device)
                : nn.Conv2d(inputs, outputs, 4L, stride: 2L, padding: 1L, bias: !normed, device: device));
            if (normed) stack.Add(nn.BatchNorm2d(outputs, device: device));
            stack.Add(nn.LeakyReLU(0.2));
        }
        layers = nn.Sequential(stack);
        RegisterComponents();
        DcganWeights.Initialize(this);
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int levels, int condition, Normalization normalization, int outputs)
    {
        var count = (FeaturesOf(shape, levels) + 1.0) * outputs;
        for (var level = 1; level <= levels; level++)
        {
            double inputs = level == 1 ? shape.Image.Channels + condition : shape.Channels(level - 1);
            count += (16 * inputs + (normalization == Normalization.Batch && level > 1 ? 2 : 1)) * shape.Channels(level);
        }
        return count;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor condition) // [batch, channels, height, width], [batch, condition] -> [batch, features]
    {
        if (Condition > 0)
        {
            var planes = condition.unsqueeze(2).unsqueeze(3).expand(-1, -1, images.shape[2], images.shape[3]);
            images = cat([images, planes], 1);
        }
        return layers.forward(images).flatten(1);
    }

    static long FeaturesOf(NetworkShape shape, int levels) => (long)shape.Channels(levels) * (shape.Image.Height >> levels) * (shape.Image.Width >> levels);
}
