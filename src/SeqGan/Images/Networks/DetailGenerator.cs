using SeqGan.Data.Images;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>What a level of a pyramid adds to the smooth image below it: of that image and a code, to the difference.</summary>
internal abstract class DetailGenerator(string name) : nn.Module<Tensor, Tensor, Tensor>(name)
{
    /// <summary>A network with random weights from torch's generator.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="condition">The width of what an image is conditioned on; the rest of a code is a number a pixel.</param>
    /// <param name="device">Where it lives.</param>
    public static DetailGenerator Create(NetworkShape shape, int condition, Device device) =>
        shape.Architecture == Architecture.Dcgan ? new ConvDetail(shape, condition, device) : new MlpDetail(shape, condition, device);

    /// <summary>How many numbers such a network learns; not an integer, for sizes may be absurd.</summary>
    public static double Weights(NetworkShape shape, int condition) =>
        shape.Architecture == Architecture.Dcgan ? ConvDetail.Count(shape, condition) : MlpDetail.Count(shape, condition);
}

/// <summary>The coarsest level: images, which are added to nothing.</summary>
internal sealed class CoarsestImage : DetailGenerator
{
    readonly ImageGenerator generator;

    public CoarsestImage(NetworkShape shape, int code, Device device) : base(nameof(CoarsestImage))
    {
        generator = ImageGenerator.Create(shape, code, device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor smooth, Tensor code) => generator.forward(code); // ..., [batch, code] -> [batch, channels, height, width]
}

/// <summary>Fully connected.</summary>
internal sealed class MlpDetail : DetailGenerator
{
    readonly Sequential layers;

    public MlpDetail(NetworkShape shape, int condition, Device device) : base(nameof(MlpDetail))
    {
        var image = shape.Image;
        layers = nn.Sequential(
            nn.Linear(Inputs(image, condition), 2 * shape.Width, device: device), nn.LeakyReLU(0.2),
            nn.Linear(2 * shape.Width, 2 * shape.Width, device: device), nn.LeakyReLU(0.2),
            nn.Linear(2 * shape.Width, image.Pixels, device: device));
        RegisterComponents();
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int condition)
    {
        var units = 2.0 * shape.Width;
        return (Inputs(shape.Image, condition) + 1.0) * units + (units + 1) * units + (units + 1) * shape.Image.Pixels;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor smooth, Tensor code) => // [batch, channels, height, width], [batch, height * width + condition] -> [batch, channels, height, width]
        layers.forward(cat([smooth.flatten(1), code], 1)).view(smooth.shape);

    static long Inputs(ImageShape image, int condition) => image.Pixels + image.Height * image.Width + condition;
}

/// <summary>Convolutions that keep the size (Denton et al., NeurIPS 2015), batch norm and ReLU behind all but the last; noise and condition are planes.</summary>
internal sealed class ConvDetail : DetailGenerator
{
    readonly Sequential layers;

    public ConvDetail(NetworkShape shape, int condition, Device device) : base(nameof(ConvDetail))
    {
        Conv2d Layer(long inputs, long outputs, bool last = false) => nn.Conv2d(inputs, outputs, 3L, padding: 1L, bias: last, device: device);
        layers = nn.Sequential(
            Layer(shape.Image.Channels + 1 + condition, shape.Width), nn.BatchNorm2d(shape.Width, device: device), nn.ReLU(),
            Layer(shape.Width, shape.Width), nn.BatchNorm2d(shape.Width, device: device), nn.ReLU(),
            Layer(shape.Width, shape.Image.Channels, last: true));
        RegisterComponents();
        DcganWeights.Initialize(this);
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int condition)
    {
        double width = shape.Width;
        return (9 * (shape.Image.Channels + 1.0 + condition) + 2) * width + (9 * width + 2) * width + (9 * width + 1) * shape.Image.Channels;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor smooth, Tensor code) // [batch, channels, height, width], [batch, height * width + condition] -> [batch, channels, height, width]
    {
        var (height, width) = (smooth.shape[2], smooth.shape[3]);
        var noise = code.narrow(1, 0, height * width).view(-1, 1, height, width);
        var condition = code.narrow(1, height * width, code.shape[1] - height * width).unsqueeze(2).unsqueeze(3).expand(-1, -1, height, width);
        return layers.forward(cat([smooth, noise, condition], 1));
    }
}
