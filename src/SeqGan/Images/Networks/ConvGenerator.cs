using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>
/// DCGAN's generator (Radford, Metz and Chintala, ICLR 2016): a linear map to the smallest map, then transposed convolutions
/// that double it; batch norm and ReLU behind all but the last, tanh behind that. No pooling.
/// </summary>
internal sealed class ConvGenerator : ImageGenerator
{
    readonly Linear start;
    readonly Sequential layers;
    readonly nn.Module<Tensor, Tensor>[] _stack; // the same layers one by one

    public ConvGenerator(NetworkShape shape, int code, Device device) : base(nameof(ConvGenerator), shape, code, device)
    {
        var (height, width) = shape.SmallestMapSize;
        start = nn.Linear(code, (long)shape.Channels(shape.Levels) * height * width, device: device);
        var stack = new List<nn.Module<Tensor, Tensor>> { nn.BatchNorm2d(shape.Channels(shape.Levels), device: device), nn.ReLU() };
        for (var level = shape.Levels; level > 1; level--)
        {
            stack.Add(nn.ConvTranspose2d(shape.Channels(level), shape.Channels(level - 1), 4L, stride: 2L, padding: 1L, bias: false, device: device));
            stack.Add(nn.BatchNorm2d(shape.Channels(level - 1), device: device));
            stack.Add(nn.ReLU());
        }
        stack.Add(nn.ConvTranspose2d(shape.Channels(1), shape.Image.Channels, 4L, stride: 2L, padding: 1L, device: device));
        layers = nn.Sequential(_stack = [.. stack]);
        RegisterComponents();
        DcganWeights.Initialize(this);
    }

    /// <summary>How many numbers such a network learns.</summary>
    public static double Count(NetworkShape shape, int code)
    {
        var (height, width) = shape.SmallestMapSize;
        var count = (code + 1.0) * shape.Channels(shape.Levels) * height * width + 2.0 * shape.Channels(shape.Levels);
        for (var level = shape.Levels; level > 1; level--) count += (16.0 * shape.Channels(level) + 2) * shape.Channels(level - 1);
        return count + (16.0 * shape.Channels(1) + 1) * shape.Image.Channels;
    }

    /// <summary>Maps that are switched off; null: none.</summary>
    public FeatureMaps? Off { get; set; }

    /// <inheritdoc/>
    internal override Tensor Unbounded(Tensor code) // [batch, code] -> [batch, channels, height, width]
    {
        var (height, width) = Shape.SmallestMapSize;
        var map = start.forward(code).view(-1, Shape.Channels(Shape.Levels), height, width);
        return Off is null ? layers.forward(map) : Ablated(map, Off);
    }

    Tensor Ablated(Tensor map, FeatureMaps off)
    {
        var level = Shape.Levels;
        foreach (var layer in _stack)
        {
            map = layer.forward(map);
            if (layer is ReLU && level-- == off.Level) map = map * Mask(map.shape[1], off.Maps);
        }
        return map;
    }

    // [1, channels, 1, 1]
    Tensor Mask(long channels, IReadOnlyList<int> off)
    {
        var mask = new float[channels];
        Array.Fill(mask, 1);
        foreach (var map in off) mask[map] = 0;
        return tensor(mask, [1, channels, 1, 1], device: Device);
    }
}
