using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// What image GANs have in common: images in batches, a generator that is looked at as a grid, seeds. A GAN adds its players, its
/// schedule and its steps.
/// </summary>
public abstract class ImageGame : IGame
{
    const int RingPoints = 1000;

    private protected ImageGame(string name, ImageSets data, ImageGanOptions options, Device? device)
    {
        options.Validate();
        (Name, Data, Options, Device) = (name, data, options, device ?? CPU);
        manual_seed(options.Seed);
        Real = new ImageBatches(data.Train, options.Batch, KeyedRandom.Key((ulong)options.Seed, (long)Purpose.RealOrder), Device);
        Shape = new NetworkShape(options.Net, data.Train.Shape, options.Width);
        Shape.Validate();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Seed => Options.Seed;

    /// <inheritdoc/>
    public abstract IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => RunIdentity.Settings(Options);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => Data.Provenance;

    /// <summary>The numbers.</summary>
    public ImageGanOptions Options { get; }

    /// <summary>What to imitate.</summary>
    private protected ImageSets Data { get; }

    /// <summary>Where to compute.</summary>
    private protected Device Device { get; }

    /// <summary>The images in batches, for the whole run.</summary>
    private protected ImageBatches Real { get; }

    /// <summary>The networks' sizes.</summary>
    private protected NetworkShape Shape { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<Turn> Schedule();

    /// <summary>Images of the generator as it stands, its average where it keeps one; image i is a function of the weights, the seed and i.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <returns><c>[count, channels, height, width]</c> in [-1, 1], on the CPU, in the caller's dispose scope.</returns>
    public abstract Tensor Generate(int count, long seed = 0);

    /// <summary>Latent vectors N(0, 1); vector i is a function of the seed and i.</summary>
    private protected Tensor Latent(int count, long seed) // [count, latent]
    {
        var numbers = new float[count * Options.Latent];
        var key = KeyedRandom.Key((ulong)seed, (long)Purpose.Latent);
        for (var i = 0; i < count; i++)
            for (var k = 0; k < Options.Latent; k++) numbers[i * Options.Latent + k] = (float)KeyedRandom.Normal(KeyedRandom.Key(key, i, k));
        return tensor(numbers, [count, Options.Latent], device: Device);
    }

    /// <inheritdoc/>
    public virtual Evaluation Evaluate(string phase)
    {
        if (Shape.Image == RingImages.Shape) return new Evaluation(RingReport.Scores(Generate(RingPoints)), []);
        return new Evaluation([], []) { Files = new Dictionary<string, byte[]> { ["grid.png"] = ImageGrid.ToPng(Generate(Options.EvaluationSamples)) } };
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>What the random numbers are for: a part of their keys.</summary>
    private enum Purpose
    {
        RealOrder,
        Latent,
    }
}
