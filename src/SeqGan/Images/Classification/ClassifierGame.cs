using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Losses;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Classification;

/// <summary>The training of a classifier on labelled images, as a game of one player: epochs of Adam on the negative log-likelihood of the classes.</summary>
public sealed class ClassifierGame : IGame
{
    readonly ImageSets _data;
    readonly ImageClassifierOptions _options;
    readonly ImageBatches _batches;
    readonly Player<ClassifierNetwork> _player;
    readonly ClassifierShape _shape;

    /// <summary>Builds the network; reseeds torch's generator with the game's seed for its initial weights.</summary>
    /// <param name="data">Labelled images.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="InvalidInputException">The images have fewer than two classes, or an option is out of range or does not fit them.</exception>
    public ClassifierGame(ImageSets data, ImageClassifierOptions? options = null, Device? device = null)
    {
        (_data, _options) = (data, options ?? new());
        _options.Validate();
        if (data.Train.ClassNames.Length < 2) throw new InvalidInputException($"the images have {data.Train.ClassNames.Length} class(es), and a classifier tells classes apart; give images with labels (IDX, CIFAR, or PNG files in a folder for each class)");
        _shape = new ClassifierShape
        {
            Image = data.Train.Shape,
            Classes = data.Train.ClassNames,
            Width = _options.Width,
            Features = _options.Features,
            Data = Invariant($"{data.Train.Count}-{Fingerprint.Of(data.Provenance)}"),
            Averaged = _options.Average > 0,
        };
        Footprint.Check(_shape.Weights);
        manual_seed(Seed);
        _batches = new ImageBatches(data.Train, _options.Batch, KeyedRandom.Key((ulong)Seed, 0), device ?? CPU);
        var network = new ClassifierNetwork(_shape, device);
        _player = new(ImageClassifier.Player, network, new FusedAdam(network.parameters(), _options.Rate)) { Decay = _options.Average };
    }

    /// <inheritdoc/>
    public string Name => ImageClassifier.Player;

    /// <inheritdoc/>
    public long Seed => _options.Seed;

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => [_player];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => RunIdentity.Settings(_options);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => _data.Provenance;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Action<Stream>> Artifacts => ImageClassifier.Artifacts(_shape);

    /// <inheritdoc/>
    public IEnumerable<Turn> Schedule()
    {
        for (var epoch = 0; epoch < _options.Epochs; epoch++) yield return Turn.Epochs(Name, _batches, 1, Learn) with { Round = epoch };
    }

    /// <summary>The accuracy on the test images; nothing where there are none.</summary>
    public Evaluation Evaluate(string phase)
    {
        if (_data.Test.Count == 0) return new Evaluation([], []);
        using var average = _player.UseAverage();
        var accuracy = new ImageClassifier(_player.Module).Accuracy(_data.Test);
        return new Evaluation([new Score("accuracy", accuracy, _data.Test.Count, ScoreSignature.Of("accuracy", "images:test", Invariant($"classes:{_shape.Classes.Count}")))], []);
    }

    Scalars Learn(ImageBatch batch)
    {
        _player.Module.train();
        return _player.Minimize(ClassLoss.Loss(_player.Module.forward(batch.Images), batch.Labels));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _player.Dispose();
        _player.Module.Dispose();
    }
}
