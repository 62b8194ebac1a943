using SeqGan.Compute;

namespace SeqGan.Data.Images;

/// <summary>
/// The procedural set: bright figures on a dark ground, so that an image GAN can be trained on a machine without data. Image i is a
/// function of the seed and i; its class is the figure, its attributes say how it is drawn.
/// </summary>
internal sealed class ShapeImages(ImageSetOptions options) : IImageSource
{
    const int DefaultSize = 28;

    readonly ImageShape _shape = Shape(options);

    public string Name => ImageSets.Shapes;

    public int Count => options.ShapeCount;

    public string[] ClassNames { get; } = [.. Enum.GetNames<Figure>().Select(name => name.ToLowerInvariant())];

    public string[] AttributeNames { get; } = ["filled", "large", "bright", "left", "top", "paired"];

    public int LabelOf(int index) => (int)(KeyedRandom.Uniform(Key(index, Draw.Figure)) * ClassNames.Length);

    public byte[] AttributesOf(int index) => [.. AttributeNames.Select((_, k) => (byte)(Is(index, k) ? 1 : 0))];

    public Picture Read(int index)
    {
        var pixels = new byte[_shape.Pixels];
        var (plane, side) = (_shape.Height * _shape.Width, _shape.Height);
        var figures = Figures(index);
        var (ground, ink) = (Colour(index, Draw.Ground, 0, 50), Colour(index, Draw.Ink, Is(index, 2) ? 205 : 110, Is(index, 2) ? 255 : 160));
        for (var i = 0; i < plane; i++)
        {
            var (x, y) = ((i % side + 0.5) / side, (i / side + 0.5) / side);
            var cover = 0.0;
            foreach (var figure in figures) cover = Math.Max(cover, Math.Clamp(0.5 - figure.Distance(x, y) * side, 0, 1)); // an edge is a pixel wide
            for (var channel = 0; channel < _shape.Channels; channel++)
                pixels[channel * plane + i] = (byte)Math.Round(ground[channel] + cover * (ink[channel] - ground[channel]));
        }
        return new Picture(_shape, pixels, Invariant($"{Name}: image {index + 1}"));
    }

    public IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read) => [(Name, Invariant($"{options.ShapeCount} of seed {options.ShapeSeed}"))];

    static ImageShape Shape(ImageSetOptions options)
    {
        var side = options.Size == 0 ? DefaultSize : options.Size;
        return new ImageShape(options.Channels == 0 ? 1 : options.Channels, side, side);
    }

    // All lengths are parts of the side. The second figure is a small one in the opposite corner.
    ShapeFigure[] Figures(int index)
    {
        var (large, left, top) = (Is(index, 1), Is(index, 3), Is(index, 4));
        var figure = new ShapeFigure(
            (Figure)LabelOf(index), filled: Is(index, 0),
            x: (left ? 0.36 : 0.64) + Between(index, Draw.X, -0.05, 0.05), y: (top ? 0.36 : 0.64) + Between(index, Draw.Y, -0.05, 0.05),
            radius: large ? Between(index, Draw.Radius, 0.25, 0.28) : Between(index, Draw.Radius, 0.17, 0.19), angle: Between(index, Draw.Angle, -0.2, 0.2), stroke: 0.7 / _shape.Height);
        return Is(index, 5) ? [figure, figure with { X = left ? 0.84 : 0.16, Y = top ? 0.84 : 0.16, Radius = 0.12 }] : [figure];
    }

    // In grey one level; in colour a level a channel, of which one has the most.
    double[] Colour(int index, Draw draw, double least, double most)
    {
        var level = Between(index, draw, least, most);
        if (_shape.Channels == 1) return [level];
        var strongest = (int)(KeyedRandom.Uniform(KeyedRandom.Key(Key(index, draw), 3)) * 3);
        return [.. Enumerable.Range(0, 3).Select(channel => channel == strongest ? level : level * KeyedRandom.Uniform(KeyedRandom.Key(Key(index, draw), channel)))];
    }

    bool Is(int index, int attribute) => KeyedRandom.Uniform(KeyedRandom.Key(Key(index, Draw.Attribute), attribute)) < 0.5;

    double Between(int index, Draw draw, double least, double most) => least + (most - least) * KeyedRandom.Uniform(Key(index, draw));

    ulong Key(int index, Draw draw) => KeyedRandom.Key((ulong)options.ShapeSeed, index, (long)draw);

    // What a random number of an image is for.
    enum Draw
    {
        Figure,
        Attribute,
        X,
        Y,
        Radius,
        Angle,
        Ground,
        Ink,
    }
}
