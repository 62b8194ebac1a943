using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Classification;

/// <summary>Images to features: convolutions of 3 x 3, each with a pooling that halves the map, and a linear layer.</summary>
internal sealed class FeatureNetwork : nn.Module<Tensor, Tensor>
{
    readonly Sequential layers;

    /// <summary>Random weights from torch's generator.</summary>
    public FeatureNetwork(ClassifierShape shape, Device? device) : base(nameof(FeatureNetwork))
    {
        Shape = shape;
        var stack = new List<nn.Module<Tensor, Tensor>>();
        for (var level = 0; level < shape.Levels; level++)
            stack.Add(new PooledConvolution(level == 0 ? shape.Image.Channels : level == 1 ? shape.Width : 2L * shape.Width, level == 0 ? shape.Width : 2L * shape.Width, device));
        layers = nn.Sequential([.. stack, nn.Flatten(), nn.Linear(shape.MapValues, shape.Features, device: device), nn.ReLU()]);
        Device = device ?? CPU;
        RegisterComponents();
    }

    public ClassifierShape Shape { get; }

    public Device Device { get; }

    /// <summary>Its layers in a word: <c>conv32-conv64-linear128</c>.</summary>
    public string Architecture => string.Join('-', [.. Enumerable.Range(0, Shape.Levels).Select(level => Invariant($"conv{(level == 0 ? 1 : 2) * Shape.Width}")), Invariant($"linear{Shape.Features}")]);

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => layers.forward(images); // [batch, channels, height, width] -> [batch, features]
}

/// <summary>Images to classes: features and a linear layer.</summary>
internal sealed class ClassifierNetwork : nn.Module<Tensor, Tensor>
{
    readonly FeatureNetwork features;
    readonly Linear classes;

    /// <summary>Random weights from torch's generator.</summary>
    public ClassifierNetwork(ClassifierShape shape, Device? device) : base(nameof(ClassifierNetwork))
    {
        features = new FeatureNetwork(shape, device);
        classes = nn.Linear(shape.Features, shape.Classes.Count, device: device);
        RegisterComponents();
    }

    public FeatureNetwork Features => features;

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => classes.forward(features.forward(images)); // [batch, channels, height, width] -> [batch, classes]
}

/// <summary>A convolution that leaves the size as it is, the largest of each 2 x 2 (fewer at an odd border), ReLU.</summary>
internal sealed class PooledConvolution : nn.Module<Tensor, Tensor>
{
    readonly Conv2d convolution;

    public PooledConvolution(long inputs, long outputs, Device? device) : base(nameof(PooledConvolution))
    {
        convolution = nn.Conv2d(inputs, outputs, 3L, padding: 1L, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor maps) => nn.functional.max_pool2d(convolution.forward(maps), 2, ceil_mode: true).relu(); // pooled first: ReLU does not mind, and has a quarter to do
}
