using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>One policy against one discriminator: the steps of SeqGAN's adversarial phase, or of a control's.</summary>
internal sealed class Duel : IDisposable
{
    const float Undecided = 0.5f;

    readonly SequenceStore _train;
    readonly WeightedDraw? _draw;
    readonly SeqGanOptions _options;
    readonly RewardKind _rewards;
    readonly Policy _rolloutPolicy; // the policy itself, or a copy that lags behind it
    readonly int[] _allLines;

    /// <summary>Builds the networks with weights from torch's generator.</summary>
    public Duel(Corpus corpus, PolicyShape shape, SeqGanOptions options, Device? device, RewardKind rewards = RewardKind.Verdicts)
    {
        (_train, _draw, _options, _rewards) = (corpus.Train, corpus.Draw, options, rewards);
        var policy = Text.Policy.Create(shape, device);
        policy.Kernels = options.Kernels;
        var discriminator = Text.Discriminator.Create(DiscriminatorShape.Of(shape, options), device, options.HighwayWeights);
        (discriminator.Kernels, discriminator.Bfloat16) = (options.Kernels, options.Precision == Precision.Bf16);
        Policy = new(NameOf("policy"), policy, () => Optimizer(policy, options.PolicyRate, options)) { ClipNorm = options.ClipNorm };
        Discriminator = new(NameOf("discriminator"), discriminator, () => Optimizer(discriminator, options.DiscriminatorRate, options));
        Judge = new TextDiscriminator(discriminator);
        _rolloutPolicy = options.RolloutLag == 0 ? policy : Text.Policy.Create(shape, device);
        _rolloutPolicy.Kernels = options.Kernels;
        _allLines = [.. Enumerable.Range(0, _train.Count)];
    }

    /// <summary>Adam as the options want it.</summary>
    public static optim.Optimizer Optimizer(nn.Module network, double rate, SeqGanOptions options) =>
        options.Kernels ? new FusedAdam(network.parameters(), rate) : optim.Adam(network.parameters(), rate);

    public Player<Policy> Policy { get; }

    public Player<Discriminator> Discriminator { get; }

    /// <summary>The discriminator, scoring.</summary>
    public TextDiscriminator Judge { get; }

    /// <summary>The copy of the policy that lags behind it, where there is one.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Extras => _rolloutPolicy == Policy.Module ? []
        : _rolloutPolicy.state_dict().Select(tensor => KeyValuePair.Create($"{NameOf("rollout-policy")}.{tensor.Key}", tensor.Value));

    /// <summary>The part of the run in which it is played.</summary>
    public string Phase => _rewards switch
    {
        RewardKind.Constant => "constant-reward",
        RewardKind.Shuffled => "shuffled-reward",
        _ => "adversarial",
    };

    int Fakes => _options.DiscriminatorSamples == 0 ? _train.Count : _options.DiscriminatorSamples;

    int Sentences => _options.PolicyBatch == 0 ? _options.Batch : _options.PolicyBatch;

    /// <summary>The turns of a round: policy-gradient steps, then sets for the discriminator.</summary>
    public IEnumerable<Turn> Round(int round)
    {
        yield return Turn.Steps(NameOf("policy"), _options.PolicySteps, Improve) with { Phase = Phase, Round = round };
        if (_rewards == RewardKind.Constant) yield break; // nobody asks the discriminator
        for (var set = 0; set < _options.DiscriminatorSteps; set++) yield return Judging() with { Phase = Phase, Round = round };
    }

    /// <summary>The discriminator's epochs over one set of real and fake sentences.</summary>
    public Turn Judging() =>
        Turn.Epochs(NameOf("discriminator"), RealAndFake.CountOf(Fakes, Fakes, _options.Batch), _options.DiscriminatorEpochs, OpenRealAndFake, Tell);

    /// <summary>Takes over another duel's weights. The optimisers start afresh, the discriminator's too.</summary>
    public void StartAs(Duel other)
    {
        Copy(other.Policy.Module, Policy.Module, keep: 0);
        Copy(other.Discriminator.Module, Discriminator.Module, keep: 0);
    }

    public void Dispose()
    {
        Policy.Dispose();
        Discriminator.Dispose();
        if (_rolloutPolicy != Policy.Module) _rolloutPolicy.Dispose();
        Policy.Module.Dispose();
        Judge.Dispose();
    }

    /// <summary>The discriminator tells real sentences from the policy's.</summary>
    public Scalars Tell(VerdictBatch batch)
    {
        var discriminator = Discriminator.Module;
        discriminator.train();
        var logits = discriminator.forward(batch.Sequences.Ids, batch.Sequences.Lengths); // [batch]
        var scalars = Discriminator.Minimize(NonSaturating.Discriminator(logits, batch.Real) + _options.DiscriminatorL2 * discriminator.OutputPenalty());
        scalars.Add("accuracy", logits.gt(0).to(ScalarType.Float32).eq(batch.Real).to(ScalarType.Float32).mean().ToDouble());
        return scalars;
    }

    /// <summary>The policy gradient: sentences, the worth of each of their tokens, one update.</summary>
    public Scalars Improve(long update)
    {
        if (_rolloutPolicy != Policy.Module && update == 0) Copy(Policy.Module, _rolloutPolicy, keep: 0); // the copy starts as the pre-trained policy
        var sentences = Write(update);
        return Follow(sentences, Worth(sentences, update, Judge.Verdicts), update);
    }

    /// <summary>The sentences of an update.</summary>
    public int[][] Write(long update)
    {
        Policy.Module.eval();
        return [.. SequenceSampler.Sample(Policy.Module, Sentences, Key(Purpose.Sentences, update))];
    }

    /// <summary>A reward for each token of an update's sentences.</summary>
    /// <param name="sentences">As <see cref="Write"/> made them.</param>
    /// <param name="update">The update's number.</param>
    /// <param name="score">Whose verdicts the rewards are.</param>
    public float[][] Worth(int[][] sentences, long update, Func<IReadOnlyList<int[]>, double[]> score) => _rewards == RewardKind.Constant
        ? Array.ConvertAll(sentences, sentence => Enumerable.Repeat(Undecided, sentence.Length).ToArray())
        : new Rollouts(_rolloutPolicy, _options.Rollouts, score, _options.RolloutMemory).Rewards(sentences, Key(Purpose.Rollouts, update));

    /// <summary>One update of the policy towards the sentences that were worth more.</summary>
    public Scalars Follow(int[][] sentences, float[][] rewards, long update)
    {
        var policy = Policy.Module;
        policy.train();
        var batch = SequenceBatch.Of(sentences, policy.Shape.Time, policy.Device);
        var mask = batch.Mask(); // [batch, time]
        var worth = RewardTensor(rewards, policy.Shape.Time); // [batch, time]
        var advantages = PolicyGradient.Advantages(worth, mask, _options.Baseline);
        if (_rewards == RewardKind.Shuffled) advantages = Shuffle(advantages, update) * mask;
        var scalars = Policy.Minimize(policy.Loss(batch, PolicyGradient.Weights(advantages, mask, _options.PolicyLoss), spoken: true));
        scalars.Add("reward", ((worth * mask).sum() / mask.sum()).ToDouble());
        if (_rolloutPolicy != policy) Copy(policy, _rolloutPolicy, _options.RolloutLag);
        return scalars;
    }

    /// <summary>The set of a turn: real sentences, and as many of the policy as it stands.</summary>
    public RealAndFake OpenRealAndFake(long turn)
    {
        Policy.Module.eval();
        return Mix(turn, [.. SequenceSampler.Sample(Policy.Module, Fakes, Key(Purpose.FakeSamples, turn))]);
    }

    /// <summary>The set of a turn: real sentences, and these fakes.</summary>
    public RealAndFake Mix(long turn, IReadOnlyList<int[]> fakes)
    {
        var key = Key(Purpose.RealLines, turn);
        return new RealAndFake(_train, _draw?.Of(key, fakes.Count) ?? Lines(key, fakes.Count), fakes, _options.Batch, Policy.Module.Shape.Time, Key(Purpose.FakeOrder, turn), Policy.Module.Device);
    }

    // Training lines, each as often as the others or once more.
    int[] Lines(ulong key, int count)
    {
        var all = Enumerable.Repeat(_allLines, count / _allLines.Length).SelectMany(lines => lines);
        return count % _allLines.Length == 0 ? [.. all] : [.. all, .. KeyedRandom.Permutation(key, _allLines.Length)[..(count % _allLines.Length)]];
    }

    Tensor RewardTensor(float[][] rewards, int time)
    {
        var padded = new float[rewards.Length * time];
        for (var row = 0; row < rewards.Length; row++) rewards[row].CopyTo(padded, row * time);
        return tensor(padded, [rewards.Length, time], device: Policy.Module.Device);
    }

    Tensor Shuffle(Tensor rows, long update)
    {
        var order = Array.ConvertAll(KeyedRandom.Permutation(Key(Purpose.Shuffle, update), (int)rows.shape[0]), row => (long)row);
        return rows.index_select(0, tensor(order, [order.Length], device: rows.device));
    }

    // to = keep * to + (1 - keep) * from
    static void Copy(nn.Module from, nn.Module to, double keep)
    {
        using var noGrad = no_grad();
        foreach (var (old, live) in to.parameters().Zip(from.parameters())) old.mul_(keep).add_(live, alpha: 1 - keep);
    }

    ulong Key(Purpose purpose, long number) => purpose.Of(_options.Seed, number);

    // The game's own players have plain names; a control's carry its kind.
    string NameOf(string player) => _rewards switch
    {
        RewardKind.Constant => "constant-" + player,
        RewardKind.Shuffled => "shuffled-" + player,
        _ => player,
    };
}
