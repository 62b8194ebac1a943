using SeqGan.Data;
using SeqGan.Losses;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// SeqGAN (Yu, Zhang, Wang and Yu, AAAI 2017): a policy, pre-trained by maximum likelihood, against a discriminator whose
/// verdicts on Monte-Carlo rollouts are the rewards of a policy gradient.
/// </summary>
public sealed class SeqGanGame : IGame
{
    readonly Corpus _corpus;
    readonly Oracle? _oracle;
    readonly SeqGanOptions _options;
    readonly Duel _duel;
    readonly Duel[] _controls;
    readonly Player<Policy> _imitator; // the duel's policy under maximum likelihood, with Adam moments of its own
    readonly SequenceBatches _real;

    /// <summary>Builds the networks; reseeds torch's generator with the game's seed for their initial weights.</summary>
    /// <param name="corpus">What to imitate.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <param name="oracle">Who drew the corpus, in the synthetic experiment; the caller owns it.</param>
    /// <exception cref="Tokenization.InvalidInputException">An option is out of range or does not fit the corpus.</exception>
    public SeqGanGame(Corpus corpus, SeqGanOptions? options = null, Device? device = null, Oracle? oracle = null)
    {
        (_corpus, _oracle, _options) = (corpus, oracle, (options ?? new SeqGanOptions()).On(device?.type ?? DeviceType.CPU));
        _options.Validate();
        manual_seed(_options.Seed);
        var shape = ShapeOf(corpus, _options);
        shape.Validate();
        Footprint.Check(shape, _options, corpus.Train.Count);
        _duel = new Duel(corpus, shape, _options, device);
        _controls = _options.Controls
            ? [new(corpus, shape, _options, device, RewardKind.Constant), new(corpus, shape, _options, device, RewardKind.Shuffled)] : [];
        var policy = _duel.Policy.Module;
        _imitator = new("imitator", policy, () => Duel.Optimizer(policy, _options.PretrainRate, _options)) { ClipNorm = _options.ClipNorm };
        _real = new SequenceBatches(corpus.Train, _options.Batch, shape.Time, Key(Purpose.RealOrder), policy.Device, corpus.Draw);
        Generator = new TextGenerator(policy, corpus.Codec);
    }

    /// <inheritdoc/>
    public string Name => "seqgan";

    /// <inheritdoc/>
    public long Seed => _options.Seed;

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => [_duel.Policy, _imitator, _duel.Discriminator, .. _controls.SelectMany(control => new Player[] { control.Policy, control.Discriminator })];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Extras => new Dictionary<string, Tensor>(_controls.Prepend(_duel).SelectMany(duel => duel.Extras));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => RunIdentity.Settings(_options);

    /// <summary>The policy as a writer of text.</summary>
    public TextGenerator Generator { get; }

    /// <summary>The adversarial phase.</summary>
    internal Duel Duel => _duel;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Action<Stream>> Artifacts =>
        new Dictionary<string, Action<Stream>>([.. Generator.Artifacts, .. _duel.Judge.Artifacts, .. _oracle?.Artifacts ?? new Dictionary<string, Action<Stream>>()]);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => _corpus.Provenance;

    /// <inheritdoc/>
    public IEnumerable<Turn> Schedule()
    {
        for (var epoch = 0; epoch < _options.PretrainEpochs; epoch++)
            yield return Turn.Epochs("mle", _real, 1, Imitate) with { Phase = "mle", Round = epoch };
        for (var set = 0; set < _options.DiscriminatorPretrain; set++)
            yield return _duel.Judging() with { Phase = "discriminator", Round = set, Evaluated = false }; // the policy stands still
        if (_controls.Length > 0 && _options.Rounds > 0)
            yield return Turn.Steps("fork", 1, Fork) with { Phase = "discriminator", Round = _options.DiscriminatorPretrain, Evaluated = false };
        foreach (var duel in _controls.Prepend(_duel))
            for (var round = 0; round < _options.Rounds; round++)
                foreach (var turn in duel.Round(round)) yield return turn;
    }

    // Maximum likelihood: the policy reads real sentences.
    Scalars Imitate(SequenceBatch real)
    {
        var policy = _imitator.Module;
        policy.train();
        return _imitator.Minimize(policy.Loss(real, Likelihood.Even(real.Mask()), spoken: false));
    }

    // The controls start from the players as pre-training has left them.
    Scalars Fork(long _)
    {
        foreach (var control in _controls) control.StartAs(_duel);
        return [];
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(string phase)
    {
        var policy = (_controls.FirstOrDefault(control => control.Phase == phase) ?? _duel).Policy.Module;
        var generator = policy == Generator.Policy ? Generator : new TextGenerator(policy, _corpus.Codec);
        var samples = generator.GenerateIds(_options.EvaluationSamples, seed: (long)(Key(Purpose.Evaluation) >> 1)).ToArray();
        var scores = _oracle is null ? TextReport.Scores(generator, _corpus, samples) : OracleReport.Scores(_oracle, _corpus, policy, samples);
        return new Evaluation(scores, [.. samples.Select(ids => _corpus.Codec.Decode(ids))]);
    }

    /// <summary>Writes lines with the policy as it stands.</summary>
    public IEnumerable<string> Generate(int count, double temperature = 1, long seed = 0) => Generator.Generate(count, temperature, seed);

    /// <inheritdoc/>
    public void Dispose()
    {
        _imitator.Dispose();
        foreach (var duel in _controls.Prepend(_duel)) duel.Dispose();
    }

    internal static PolicyShape ShapeOf(Corpus corpus, SeqGanOptions options) => new()
    {
        Kind = options.Generator,
        Vocabulary = corpus.Codec.Size,
        Time = corpus.Time,
        Begin = Math.Max(corpus.Codec.BeginId, 0), // ids without special ones start from 0, as the published oracle does
        End = corpus.FixedLength ? -1 : corpus.Codec.EndId,
        Impossible = !corpus.Codec.HasSpecials ? []
            : corpus.FixedLength ? [corpus.Codec.PadId, corpus.Codec.BeginId, corpus.Codec.EndId]
            : [corpus.Codec.PadId, corpus.Codec.BeginId],
        Unspoken = corpus.Codec.HasSpecials ? [corpus.Codec.UnknownId] : [],
        Embedding = options.Embedding,
        Hidden = options.Hidden,
        Dropout = options.Dropout,
    };

    ulong Key(Purpose purpose) => purpose.Of(_options.Seed);
}
