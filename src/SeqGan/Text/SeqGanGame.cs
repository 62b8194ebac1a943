using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Losses;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// SeqGAN (Yu, Zhang, Wang and Yu, AAAI 2017): a policy, pre-trained by maximum likelihood, against a discriminator whose
/// verdicts on Monte-Carlo rollouts are the rewards of a policy gradient. Each is recurrent or convolutional; the paper
/// pairs an LSTM policy with a convolutional discriminator.
/// </summary>
public sealed class SeqGanGame : IGame
{
    // What random numbers are for; a part of their keys.
    enum Purpose { RealOrder, FakeSamples, FakeOrder, RealLines, Sentences, Rollouts, Evaluation }

    readonly Corpus _corpus;
    readonly SeqGanOptions _options;
    readonly Player<Policy> _policy;
    readonly Player<Policy> _imitator; // the same network under maximum likelihood, with Adam moments of its own
    readonly Player<Discriminator> _discriminator;
    readonly TextDiscriminator _judge;
    readonly Policy _rolloutPolicy; // the policy itself, or a copy that lags behind it
    readonly SequenceBatches _real;
    readonly int[] _allLines;

    /// <summary>Builds the networks; reseeds torch's generator with the game's seed for their initial weights.</summary>
    /// <param name="corpus">What to imitate.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="Tokenization.InvalidInputException">An option is out of range or does not fit the corpus.</exception>
    public SeqGanGame(Corpus corpus, SeqGanOptions? options = null, Device? device = null)
    {
        (_corpus, _options) = (corpus, options ?? new SeqGanOptions());
        _options.Validate();
        manual_seed(_options.Seed);
        var shape = ShapeOf(corpus, _options);
        var policy = Policy.Create(shape, device);
        var discriminator = Discriminator.Create(new DiscriminatorShape
        {
            Kind = _options.Discriminator,
            Vocabulary = shape.Vocabulary,
            Time = shape.Time,
            Embedding = _options.DiscriminatorEmbedding,
            Hidden = _options.DiscriminatorHidden,
            FilterWidths = _options.FilterWidths,
            FilterCounts = _options.FilterCounts,
            Dropout = _options.DiscriminatorDropout,
        }, device);
        _policy = new("policy", policy, optim.Adam(policy.parameters(), _options.PolicyRate)) { ClipNorm = _options.ClipNorm };
        _imitator = new("imitator", policy, optim.Adam(policy.parameters(), _options.PretrainRate)) { ClipNorm = _options.ClipNorm };
        _discriminator = new("discriminator", discriminator, optim.Adam(discriminator.parameters(), _options.DiscriminatorRate));
        _rolloutPolicy = _options.RolloutLag == 0 ? policy : Policy.Create(shape, device);
        _real = new SequenceBatches(corpus.Train, _options.Batch, shape.Time, Key(Purpose.RealOrder), policy.Device);
        _allLines = [.. Enumerable.Range(0, corpus.Train.Count)];
        Generator = new TextGenerator(policy, corpus.Codec);
        _judge = new TextDiscriminator(discriminator);
    }

    /// <inheritdoc/>
    public string Name => "seqgan";

    /// <inheritdoc/>
    public long Seed => _options.Seed;

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => [_policy, _imitator, _discriminator];

    /// <summary>The policy as a writer of text.</summary>
    public TextGenerator Generator { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Action<Stream>> Artifacts => new Dictionary<string, Action<Stream>>([.. Generator.Artifacts, .. _judge.Artifacts]);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => _corpus.Provenance;

    int Fakes => _options.DiscriminatorSamples == 0 ? _corpus.Train.Count : _options.DiscriminatorSamples;

    int Reals => Math.Min(Fakes, _corpus.Train.Count);

    /// <inheritdoc/>
    public IEnumerable<Turn> Schedule()
    {
        for (var epoch = 0; epoch < _options.PretrainEpochs; epoch++)
            yield return Turn.Epochs("mle", _real, 1, Imitate) with { Phase = "mle", Round = epoch };
        for (var set = 0; set < _options.DiscriminatorPretrain; set++)
            yield return Judging() with { Phase = "discriminator", Round = set, Evaluated = false }; // the policy stands still
        for (var round = 0; round < _options.Rounds; round++)
        {
            yield return Turn.Steps("policy", _options.PolicySteps, Improve) with { Phase = "adversarial", Round = round };
            for (var set = 0; set < _options.DiscriminatorSteps; set++)
                yield return Judging() with { Phase = "adversarial", Round = round };
        }
    }

    Turn Judging() => Turn.Epochs("discriminator", RealAndFake.CountOf(Reals, Fakes, _options.Batch), _options.DiscriminatorEpochs, OpenRealAndFake, Judge);

    // Maximum likelihood: the policy reads real sentences.
    Scalars Imitate(SequenceBatch real)
    {
        _policy.Module.train();
        var logits = _policy.Module.forward(real.Inputs(_policy.Module.Shape.Begin)); // [batch, time, vocab]
        return _imitator.Minimize(Likelihood.Loss(logits, real.Ids, real.Mask()));
    }

    // The discriminator tells real sentences from the policy's.
    Scalars Judge(VerdictBatch batch)
    {
        var discriminator = _discriminator.Module;
        discriminator.train();
        var logits = discriminator.forward(batch.Sequences.Ids, batch.Sequences.Lengths); // [batch]
        var scalars = _discriminator.Minimize(NonSaturating.Discriminator(logits, batch.Real) + _options.DiscriminatorL2 * discriminator.OutputPenalty());
        scalars.Add("accuracy", logits.gt(0).to(ScalarType.Float32).eq(batch.Real).to(ScalarType.Float32).mean().ToDouble());
        return scalars;
    }

    // The policy gradient: sentences, the worth of each of their tokens, one update.
    Scalars Improve(long update)
    {
        var policy = _policy.Module;
        if (_rolloutPolicy != policy && update == 0) Follow(0); // the copy starts as the pre-trained policy
        policy.eval();
        var sentences = SequenceSampler.Sample(policy, _options.Batch, Key(Purpose.Sentences, update)).ToArray();
        var rewards = new Rollouts(_rolloutPolicy, _options.Rollouts, _judge.Verdicts).Rewards(sentences, Key(Purpose.Rollouts, update));

        policy.train();
        var batch = SequenceBatch.Of(sentences, policy.Shape.Time, policy.Device);
        var mask = batch.Mask(); // [batch, time]
        var worth = RewardTensor(rewards, policy.Shape.Time); // [batch, time]
        var advantages = PolicyGradient.Advantages(worth, mask, _options.Baseline);
        var logits = policy.Spoken(batch.Inputs(policy.Shape.Begin)); // [batch, time, vocab]
        var scalars = _policy.Minimize(PolicyGradient.Loss(logits, batch.Ids, advantages, mask, _options.PolicyLoss));
        scalars.Add("reward", ((worth * mask).sum() / mask.sum()).ToDouble());
        if (_rolloutPolicy != policy) Follow(_options.RolloutLag);
        return scalars;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate()
    {
        var samples = Generator.GenerateIds(_options.EvaluationSamples, seed: (long)(Key(Purpose.Evaluation) >> 1)).ToArray();
        return new Evaluation(TextReport.Scores(Generator, _corpus, samples), [.. samples.Select(ids => _corpus.Codec.Decode(ids))]);
    }

    /// <summary>Writes lines with the policy as it stands.</summary>
    public IEnumerable<string> Generate(int count, double temperature = 1, long seed = 0) => Generator.Generate(count, temperature, seed);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var player in Players) player.Dispose();
        if (_rolloutPolicy != _policy.Module) _rolloutPolicy.Dispose();
        Generator.Dispose(); // and with it the policy
        _judge.Dispose(); // and with it the discriminator
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

    RealAndFake OpenRealAndFake(long turn)
    {
        var lines = Reals == _allLines.Length ? _allLines : KeyedRandom.Permutation(Key(Purpose.RealLines, turn), _allLines.Length)[..Reals];
        _policy.Module.eval();
        var fakes = SequenceSampler.Sample(_policy.Module, Fakes, Key(Purpose.FakeSamples, turn)).ToArray();
        return new RealAndFake(_corpus.Train, lines, fakes, _options.Batch, _policy.Module.Shape.Time, Key(Purpose.FakeOrder, turn), _policy.Module.Device);
    }

    Tensor RewardTensor(float[][] rewards, int time)
    {
        var padded = new float[rewards.Length * time];
        for (var row = 0; row < rewards.Length; row++) rewards[row].CopyTo(padded, row * time);
        return tensor(padded, [rewards.Length, time], device: _policy.Module.Device);
    }

    // rollout = lag * rollout + (1 - lag) * policy
    void Follow(double lag)
    {
        using var noGrad = no_grad();
        foreach (var (old, live) in _rolloutPolicy.parameters().Zip(_policy.Module.parameters())) old.mul_(lag).add_(live, alpha: 1 - lag);
    }

    ulong Key(Purpose purpose, long number = 0) => KeyedRandom.Key((ulong)_options.Seed, (long)purpose, number);
}
