using SeqGan.Compute;
using SeqGan.Losses;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Text;

/// <summary>
/// SeqGAN's numbers. The defaults are the reference configuration: Yu et al. (AAAI 2017) and, where the paper is silent
/// or the published code differs from it, that code; each line says where we depart.
/// </summary>
public sealed record SeqGanOptions
{
    /// <summary>The most lines that an evaluation writes and scores; all of them are in memory at one time.</summary>
    public const int MaximumSamples = 1_000_000;

    // A plan is counted through before it is played.
    const long MaximumTurns = 10_000_000;

    /// <summary>The seed from which every random number of the run is derived.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What the policy is: rnn, an LSTM as in the paper, or cnn, gated causal convolutions.</summary>
    public NetworkKind Generator { get; init; } = NetworkKind.Rnn;

    /// <summary>What the discriminator is: cnn, as in the paper, or rnn, an LSTM.</summary>
    public NetworkKind Discriminator { get; init; } = NetworkKind.Cnn;

    /// <summary>Sequences a batch; the discriminator's batches mix real and fake ones.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Width of the policy's token embedding.</summary>
    public int Embedding { get; init; } = 32;

    /// <summary>Width of the policy's LSTM state or of its convolutions.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Share of the policy's embedding and state (a cnn's features) that training leaves out; the reference has none.</summary>
    public double Dropout { get; init; }

    /// <summary>Epochs of maximum likelihood before the game.</summary>
    public int PretrainEpochs { get; init; } = 120;

    /// <summary>Adam's learning rate for maximum likelihood.</summary>
    public double PretrainRate { get; init; } = 0.01;

    /// <summary>Adam's learning rate for the policy gradient, with moments of its own.</summary>
    public double PolicyRate { get; init; } = 0.01;

    /// <summary>Largest global norm of the policy's gradient.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>Sets of fake samples on which the discriminator is trained before the game.</summary>
    public int DiscriminatorPretrain { get; init; } = 50;

    /// <summary>Epochs of the discriminator over real lines and one set of fake samples.</summary>
    public int DiscriminatorEpochs { get; init; } = 3;

    /// <summary>Fake samples a set, with as many real lines beside them, drawn anew, or all of them several times where there are fewer; 0: as many as there are training lines.</summary>
    public int DiscriminatorSamples { get; init; }

    /// <summary>Adam's learning rate for the discriminator.</summary>
    public double DiscriminatorRate { get; init; } = 1e-4;

    /// <summary>Width of the discriminator's token embedding.</summary>
    public int DiscriminatorEmbedding { get; init; } = 64;

    /// <summary>Width of an rnn discriminator's LSTM state.</summary>
    public int DiscriminatorHidden { get; init; } = 64;

    /// <summary>Width of each kind of filter of a cnn discriminator, in tokens; kinds wider than a sequence are left out.</summary>
    public IReadOnlyList<int> FilterWidths { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20];

    /// <summary>Number of filters of each kind.</summary>
    public IReadOnlyList<int> FilterCounts { get; init; } = [100, 200, 200, 200, 200, 100, 100, 100, 100, 100, 160, 160];

    /// <summary>How the highway of a cnn discriminator begins: normal, or uniform as in the published code.</summary>
    public HighwayWeights HighwayWeights { get; init; } = HighwayWeights.Normal;

    /// <summary>Share of the discriminator's features that training leaves out; none while it scores (peers leave it on).</summary>
    public double DiscriminatorDropout { get; init; } = 0.25;

    /// <summary>Weight of the L2 penalty on the discriminator's output layer.</summary>
    public double DiscriminatorL2 { get; init; } = 0.2;

    /// <summary>Rounds of the game.</summary>
    public int Rounds { get; init; } = 150;

    /// <summary>Policy-gradient steps a round.</summary>
    public int PolicySteps { get; init; } = 1;

    /// <summary>Sets of fake samples a round on which the discriminator is trained.</summary>
    public int DiscriminatorSteps { get; init; } = 5;

    /// <summary>Sentences a policy-gradient step; 0: as many as a batch has.</summary>
    public int PolicyBatch { get; init; }

    /// <summary>Completions of each prefix (N).</summary>
    public int Rollouts { get; init; } = 16;

    /// <summary>MiB that the completions of a policy-gradient step may take; a step that needs more is done in parts. Kernels draw the same then, tensor operations but for rounding.</summary>
    public int RolloutMemory { get; init; } = 256;

    /// <summary>
    /// Weight of the old rollout policy when it follows the policy after each step; 0: it is the policy. The paper's code
    /// says 0.8, but there it has no effect (the rollouts read the live weights), so 0 is what was published.
    /// </summary>
    public double RolloutLag { get; init; }

    /// <summary>Sum or mean of the policy loss over a batch's tokens; the published code sums.</summary>
    public LossReduction PolicyLoss { get; init; } = LossReduction.Sum;

    /// <summary>What is subtracted from rewards: none as published, the mean at each position, or the prefix's own worth.</summary>
    public RewardBaseline Baseline { get; init; } = RewardBaseline.None;

    /// <summary>After the game, play it again from the same weights, with new optimisers, with a constant reward and with shuffled ones, to show what the rewards did.</summary>
    public bool Controls { get; init; }

    /// <summary>SIMD kernels on the CPU; false: tensor operations, as on other devices.</summary>
    public bool Kernels { get; init; } = true;

    /// <summary>In what the factors of the discriminator's large products are kept: fp32, bf16, or auto, bf16 on a CPU that multiplies it faster.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Generated lines that an evaluation scores.</summary>
    public int EvaluationSamples { get; init; } = 500;

    /// <summary>These options with what <see cref="Precision.Auto"/> means on this machine, so that a run can keep to it.</summary>
    /// <param name="device">Where the game computes.</param>
    public SeqGanOptions On(DeviceType device) => Precision != Precision.Auto ? this
        : this with { Precision = Bfloat16.IsFast && device == DeviceType.CPU ? Precision.Bf16 : Precision.Fp32 };

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("batch", Batch, 1);
        OptionRange.AtLeast("embedding", Embedding, 1);
        OptionRange.AtLeast("hidden", Hidden, 1);
        OptionRange.AtLeast("pretrain-epochs", PretrainEpochs, 0);
        OptionRange.AtLeast("discriminator-pretrain", DiscriminatorPretrain, 0);
        OptionRange.AtLeast("discriminator-epochs", DiscriminatorEpochs, 1);
        OptionRange.AtLeast("discriminator-samples", DiscriminatorSamples, 0);
        OptionRange.AtLeast("discriminator-embedding", DiscriminatorEmbedding, 1);
        OptionRange.AtLeast("discriminator-hidden", DiscriminatorHidden, 1);
        OptionRange.AtLeast("discriminator-steps", DiscriminatorSteps, 0);
        OptionRange.AtLeast("policy-steps", PolicySteps, 1);
        OptionRange.AtLeast("policy-batch", PolicyBatch, 0);
        if (Controls && (PolicyBatch == 0 ? Batch : PolicyBatch) == 1) throw new InvalidInputException("controls shuffle the rewards of a policy step's sentences, and a step has only one; give policy-batch 2 or more, or controls false");
        OptionRange.AtLeast("rounds", Rounds, 0);
        OptionRange.AtLeast("rollouts", Rollouts, 1);
        OptionRange.AtLeast("rollout-memory", RolloutMemory, 1);
        OptionRange.AtLeast("evaluation-samples", EvaluationSamples, 2);
        if (EvaluationSamples > MaximumSamples) throw new InvalidInputException(Invariant($"evaluation-samples is {EvaluationSamples}; give {MaximumSamples} or less"));
        var turns = (long)PretrainEpochs + DiscriminatorPretrain + (long)Rounds * (1L + DiscriminatorSteps);
        if (turns > MaximumTurns) throw new InvalidInputException(Invariant($"pretrain-epochs, discriminator-pretrain and rounds with their discriminator-steps make a plan of {turns} turns; give no more than {MaximumTurns}"));
        if (turns == 0) throw new InvalidInputException("pretrain-epochs, discriminator-pretrain and rounds are all 0: nothing would be trained; set one of them");
        foreach (var (name, values) in new[] { ("filter-widths", FilterWidths), ("filter-counts", FilterCounts) })
        {
            if (values.Count == 0) throw new InvalidInputException($"{name} is empty; give at least one number");
            foreach (var value in values) OptionRange.AtLeast(name, value, 1);
        }
        foreach (var (name, value) in new[] { ("pretrain-rate", PretrainRate), ("policy-rate", PolicyRate), ("discriminator-rate", DiscriminatorRate), ("clip-norm", ClipNorm) })
            if (!(value > 0)) throw new InvalidInputException(Invariant($"{name} is {value}; give a number above 0"));
        foreach (var (name, value) in new[] { ("dropout", Dropout), ("discriminator-dropout", DiscriminatorDropout), ("rollout-lag", RolloutLag) })
            if (value is not (>= 0 and < 1)) throw new InvalidInputException(Invariant($"{name} is {value}; give a number from 0 up to, but not, 1"));
        if (!(DiscriminatorL2 >= 0)) throw new InvalidInputException(Invariant($"discriminator-l2 is {DiscriminatorL2}; give 0 or more"));
    }
}
