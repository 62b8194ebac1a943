using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Reports;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// What image GANs have in common: images in batches, codes that become images, grids of them to look at. A GAN adds its players,
/// its schedule and its steps.
/// </summary>
public abstract class ImageGame : IGame
{
    const int RingPoints = 1000, Together = 64;

    readonly ImageModel _model;
    readonly ImageSets? _data;
    readonly ImageBatches? _real;

    private protected ImageGame(ImageModel model, ImageSets? data, Device device, CodeLayout layout)
    {
        model.Options.Validate();
        (_model, _data, Device, Layout) = (model, data, device, layout);
        manual_seed(Options.Seed);
        if (data is not null) _real = new ImageBatches(data.Train, Options.Batch, KeyedRandom.Key((ulong)Options.Seed, (long)Purpose.RealOrder), device);
        Networks = new NetworkShape(Options.Net, model.Shape, Options.Width);
        if (data is not null && !MakesPoints) ImageFootprint.CheckGrid(model, layout, Rows().Count());
    }

    /// <inheritdoc/>
    public string Name => _model.Gan;

    /// <inheritdoc/>
    public long Seed => Options.Seed;

    /// <summary>The numbers.</summary>
    public ImageGanOptions Options => _model.Options;

    /// <summary>The images that go in and come out.</summary>
    public ImageShape Shape => _model.Shape;

    /// <summary>Whether the images are points of a plane: the ring.</summary>
    public bool MakesPoints => Shape == RingImages.Shape;

    /// <summary>The classes of the data; empty where they have none, or where the game has categories of its own.</summary>
    public IReadOnlyList<string> ClassNames => _model.ClassNames;

    /// <summary>The attributes of the data; empty where they have none.</summary>
    public IReadOnlyList<string> AttributeNames => _model.AttributeNames;

    /// <summary>What the generator's codes are made of.</summary>
    public CodeLayout Layout { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyDictionary<string, Tensor> Extras => new Dictionary<string, Tensor>();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => RunIdentity.Settings(Options);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Action<Stream>> Artifacts => new Dictionary<string, Action<Stream>> { [ImageModel.File] = stream => RunFile.WriteJson(stream, _model) };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => _data?.Provenance ?? new Dictionary<string, string>();

    /// <summary>Where to compute.</summary>
    private protected Device Device { get; }

    /// <summary>The images to learn from in batches, for the whole run.</summary>
    private protected ImageBatches Real => _real ?? throw new InvalidOperationException("a game that was opened from a run has no images to train on");

    /// <summary>The networks' sizes, where a game has networks of one size.</summary>
    private protected NetworkShape Networks { get; }

    /// <summary>Largest 2-norm of a player's gradient.</summary>
    private protected double ClipNorm => Options.ClipNorm > 0 ? Options.ClipNorm : double.PositiveInfinity;

    /// <summary>Refuses networks that do not fit into memory; each game asks before it makes them.</summary>
    /// <param name="weights">How many numbers they learn; not an integer, for sizes may be absurd.</param>
    /// <exception cref="InvalidInputException">They do not fit.</exception>
    private protected void RequireMemory(double weights) => ImageFootprint.Check(_model, weights, trained: _data is not null);

    /// <summary>Steps of the critic before each of the generator.</summary>
    private protected int CriticSteps(Objective objective) => Options.CriticSteps > 0 ? Options.CriticSteps : objective.CriticSteps;

    /// <summary>The players whose networks make images.</summary>
    private protected abstract IEnumerable<Player> Makers { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<Turn> Schedule();

    /// <summary>A schedule of rounds: as many times as the options say what is planned for one step of the generator.</summary>
    private protected IEnumerable<Turn> Rounds(Func<IEnumerable<Turn>> step)
    {
        for (var round = 0; round < Options.Rounds; round++)
            for (var i = 0; i < Options.RoundSteps; i++)
                foreach (var turn in step()) yield return turn with { Phase = "game", Round = round };
    }

    /// <summary>Codes to images, by the networks in the mode and with the weights they have.</summary>
    /// <param name="codes"><c>[batch, code]</c></param>
    /// <returns><c>[batch, channels, height, width]</c> in [-1, 1].</returns>
    private protected abstract Tensor Make(Tensor codes);

    /// <summary>The network of a player.</summary>
    /// <exception cref="InvalidInputException">There is no such player.</exception>
    public nn.Module Network(string player) => Players.FirstOrDefault(one => one.Name == player)?.Weights
        ?? throw new InvalidInputException($"there is no player '{player}' in a {Name}; give {string.Join(" or ", Players.Select(one => one.Name))}");

    /// <summary>Images of the generator as it stands, its average where it keeps one; image i is a function of the weights, the seed and i.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <param name="request">What they are to be; null: anything, one class after the other.</param>
    /// <returns><c>[count, channels, height, width]</c> in [-1, 1], on the CPU, in the caller's dispose scope.</returns>
    public Tensor Generate(int count, long seed = 0, ImageRequest? request = null)
    {
        using var scope = NewDisposeScope();
        return Decode(Codes(count, seed, request)).MoveToOuterDisposeScope();
    }

    /// <summary>Codes; code i is a function of the seed and i.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other codes.</param>
    /// <param name="request">What they are to say; null: anything, one class after the other.</param>
    /// <param name="first">The number of the first code.</param>
    /// <returns><c>[count, code]</c> by <see cref="Layout"/>, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The request does not fit the layout.</exception>
    public Tensor Codes(int count, long seed = 0, ImageRequest? request = null, int first = 0) =>
        LatentCodes.Draw(Layout, _model.AttributeShares, first, count, seed, request, Device);

    /// <summary>Levels of feature maps in the generator that can be switched off; 0: it has none.</summary>
    public int FeatureLevels => Convolutions is null ? 0 : Networks.Levels;

    /// <summary>Feature maps of a level, from 1.</summary>
    public int MapsOf(int level) => Networks.Channels(level);

    /// <summary>The convolutional generator, where there is one.</summary>
    private protected virtual ConvGenerator? Convolutions => Makers.Select(player => player.Weights).OfType<ConvGenerator>().FirstOrDefault();

    /// <summary>The images of codes, by the generator as it stands, its average where it keeps one.</summary>
    /// <param name="codes"><c>[count, code]</c> by <see cref="Layout"/>.</param>
    /// <param name="off">Feature maps that are switched off, where there are <see cref="FeatureLevels"/>.</param>
    /// <returns><c>[count, channels, height, width]</c> in [-1, 1], on the CPU, in the caller's dispose scope.</returns>
    public Tensor Decode(Tensor codes, FeatureMaps? off = null)
    {
        if (off is null) return Apply(codes, Make);
        Convolutions!.Off = off;
        try
        {
            return Apply(codes, Make);
        }
        finally
        {
            Convolutions!.Off = null;
        }
    }

    /// <summary>What a network says outside of training, where the makers have their averages.</summary>
    /// <param name="inputs"><c>[count, ...]</c></param>
    /// <param name="network">Some rows of it on the device to results, a row each.</param>
    /// <returns><c>[count, ...]</c> on the CPU, in the caller's dispose scope.</returns>
    private protected Tensor Apply(Tensor inputs, Func<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var averages = Makers.Select(player => player.UseAverage()).ToArray();
        nn.Module[] trained = [.. Players.Select(player => player.Weights).Where(module => module.training)];
        try
        {
            foreach (var player in Players) player.Weights.eval();
            var chunks = inputs.split(Together).Select(chunk => network(Fill(chunk).to(Device)).narrow(0, 0, chunk.shape[0]).cpu()).ToArray();
            return cat(chunks, 0).MoveToOuterDisposeScope();
        }
        finally
        {
            foreach (var module in trained) module.train(); // who looks on changes no training
            foreach (var average in averages) average?.Dispose();
        }
    }

    // Always as many rows: a matrix product may round a row in another way beside more or fewer others.
    static Tensor Fill(Tensor chunk)
    {
        long[] missing = [Together - chunk.shape[0], .. chunk.shape[1..]];
        return missing[0] == 0 ? chunk : cat([chunk, zeros(missing, chunk.dtype, chunk.device)], 0);
    }

    /// <summary>What a critic sees in images: the features under its verdict.</summary>
    /// <param name="images"><c>[count, channels, height, width]</c> in [-1, 1].</param>
    /// <returns><c>[count, features]</c> on the CPU, in the caller's dispose scope; null: the game has no critic.</returns>
    public virtual Tensor? Features(Tensor images) => null;

    /// <inheritdoc/>
    public virtual Evaluation Evaluate(string phase)
    {
        if (MakesPoints) return new Evaluation(RingReport.Scores(Generate(RingPoints)), []);
        return new Evaluation([], []) { Files = new Dictionary<string, byte[]> { ["grid.png"] = Grid(Options.EvaluationSamples) } };
    }

    /// <summary>
    /// Images side by side; of a game with classes a row for each, of one with attributes a row without any and one for each
    /// alone; with the same noise in a column.
    /// </summary>
    /// <param name="count">About how many.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <returns>A PNG file.</returns>
    public byte[] Grid(int count, long seed = 0)
    {
        using var scope = NewDisposeScope();
        ImageRequest[] requests = [.. Rows()];
        if (requests.Length == 0) return ImageGrid.ToPng(Generate(count, seed));
        var columns = (count + requests.Length - 1) / requests.Length;
        var rows = requests.Select(request => Codes(columns, seed, request)).ToArray();
        return ImageGrid.ToPng(Decode(cat(rows, 0)), columns);
    }

    IEnumerable<ImageRequest> Rows()
    {
        for (var label = 0; label < Layout.Classes; label++) yield return new() { Label = label };
        if (Layout is not { Classes: 0, Attributes: > 0 }) yield break;
        var none = new int[Layout.Attributes];
        yield return new() { Attributes = none };
        for (var k = 0; k < none.Length; k++) yield return new() { Attributes = [.. none.Select((_, at) => at == k ? 1 : 0)] };
    }

    /// <summary>Frees the players; the game frees its networks.</summary>
    public virtual void Dispose()
    {
        foreach (var player in Players)
        {
            player.Dispose();
            player.Weights.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>What the random numbers are for: a part of their keys.</summary>
    private enum Purpose
    {
        RealOrder,
    }
}
