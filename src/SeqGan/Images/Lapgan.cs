using SeqGan.Data.Images;
using SeqGan.Images.Objectives;
using SeqGan.Tokenization;
using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// LAPGAN (Denton et al., NeurIPS 2015): a small image by a GAN, and at each level of a Laplacian pyramid a GAN that adds the detail
/// to it, blown up. Every level learns from real images and real smooth ones, as if it were alone, and takes twice as many steps as
/// the next one, whose cost four times as much; a code is the noise of all levels.
/// </summary>
internal sealed class Lapgan : ImageGame
{
    readonly IReadOnlyList<ImageShape> _shapes;
    readonly LapganLevel[] _levels; // the coarsest first

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public Lapgan(ImageModel model, ImageSets? data, Device device) : base(model, data, device, LayoutOf(model))
    {
        _shapes = LaplacianPyramid.Shapes(Shape);
        RequireMemory(_shapes.Select((shape, level) => LapganLevel.Weights(level, shape, Options, Layout.Classes)).Sum());
        _levels = [.. _shapes.Select((shape, level) => LapganLevel.Create(level, shape, Options, Layout.Classes, ClipNorm, device))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [.. _levels.SelectMany(level => new Player[] { level.Generator, level.Critic })];

    private protected override IEnumerable<Player> Makers => _levels.Select(level => level.Generator);

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule()
    {
        var criticSteps = CriticSteps(Objective.Of(Options));
        return Rounds(() => Enumerable.Range(0, _shapes.Count).SelectMany(level => Enumerable.Range(0, 1 << (_shapes.Count - 1 - level)).SelectMany(_ => new[]
        {
            Turn.Steps($"critic-{level}", Real, criticSteps, real => Criticise(level, real)),
            Turn.Steps($"generator-{level}", Real, 1, real => Deceive(level, real)),
        })));
    }

    /// <summary>What the finest level's critic sees.</summary>
    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _levels[^1].Critic.Module.Features);

    private protected override Tensor Make(Tensor codes)
    {
        var condition = codes.narrow(1, Layout.Noise, Layout.Condition);
        var (image, start) = (Grey(codes.shape[0]), 0L);
        for (var level = 0; level < _levels.Length; level++)
        {
            var length = NoiseOf(_shapes, level, Options.Latent);
            var smooth = level == 0 ? image : LaplacianPyramid.Up(image);
            image = _levels[level].Image(smooth, cat([codes.narrow(1, start, length), condition], 1)).clamp(-1, 1);
            start += length;
        }
        return image;
    }

    Scalars Criticise(int level, ImageBatch real)
    {
        var (images, smooth, condition) = (At(level, real.Images), Smooth(level, real.Images), Condition(real));
        return _levels[level].Criticise(images, smooth, Code(level, condition), condition);
    }

    Scalars Deceive(int level, ImageBatch real)
    {
        var condition = Condition(real);
        return _levels[level].Deceive(Smooth(level, real.Images), Code(level, condition), condition);
    }

    // Images at the size of a level.
    Tensor At(int level, Tensor images)
    {
        for (var finer = _levels.Length - 1; finer > level; finer--) images = LaplacianPyramid.Down(images);
        return images;
    }

    // What a level knows of them: [batch, channels, height, width].
    Tensor Smooth(int level, Tensor images) => level == 0 ? Grey(images.shape[0]) : LaplacianPyramid.Up(At(level - 1, images));

    Tensor Grey(long count) => zeros(count, Shape.Channels, _shapes[0].Height, _shapes[0].Width, device: Device);

    Tensor Code(int level, Tensor condition) => cat([randn(condition.shape[0], NoiseOf(_shapes, level, Options.Latent), device: Device), condition], 1);

    Tensor Condition(ImageBatch real) => // [batch, classes]
        Layout.Classes == 0 ? zeros(real.Count, 0L, device: Device) : nn.functional.one_hot(real.Labels, Layout.Classes).to(ScalarType.Float32);

    // A latent vector for the coarsest level, a number a pixel for the others.
    static int NoiseOf(IReadOnlyList<ImageShape> shapes, int level, int latent) => level == 0 ? latent : shapes[level].Height * shapes[level].Width;

    static CodeLayout LayoutOf(ImageModel model)
    {
        var (shapes, classes) = (LaplacianPyramid.Shapes(model.Shape), model.ClassNames.Length);
        if (model.Options.ClassConditional && classes < 2) throw new InvalidInputException("class-conditional is true, but the images have no classes; use data with labels, or leave it out");
        return new CodeLayout(Enumerable.Range(0, shapes.Count).Sum(level => NoiseOf(shapes, level, model.Options.Latent)), model.Options.ClassConditional ? classes : 0);
    }
}
