using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// A generator against a critic (Goodfellow et al., 2014, algorithm 1): GAN, NS-GAN, DCGAN, LSGAN, WGAN, WGAN-GP, DRAGAN, SN-GAN
/// and LS-GAN are this game with another <see cref="ImageGanOptions.Loss"/> or <see cref="ImageGanOptions.Net"/>. GANs with a
/// condition or with a further task for the critic add these.
/// </summary>
internal class Gan : ImageGame
{
    readonly Objective _objective;
    readonly Player<ImageGenerator> _generator;
    readonly Player<Critic> _critic;
    readonly bool _informed;

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public Gan(ImageModel model, ImageSets? data, Device device) : this(model, data, device, new CodeLayout(model.Options.Latent), informed: false, outputs: 0)
    {
    }

    /// <param name="model">What to build.</param>
    /// <param name="data">What to imitate.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="layout">What the generator is given.</param>
    /// <param name="informed">Whether the critic sees the condition beside the image.</param>
    /// <param name="outputs">Outputs of the critic besides its verdict.</param>
    private protected Gan(ImageModel model, ImageSets? data, Device device, CodeLayout layout, bool informed, int outputs) : base(model, data, device, layout)
    {
        (_objective, _informed) = (Objective.Of(Options), informed);
        var seen = informed ? layout.Condition : 0;
        RequireMemory(ImageGenerator.Weights(Networks, layout.Width) + Critic.Weights(Networks, seen, _objective.Normalization, outputs));
        var generator = ImageGenerator.Create(Networks, layout.Width, device);
        var critic = new Critic(Networks, seen, _objective.Normalization, outputs, device);
        _generator = new("generator", generator, _objective.Optimizer(generator.parameters(), Options.GeneratorRate)) { ClipNorm = ClipNorm, Decay = Options.Average };
        _critic = new("critic", critic, _objective.Optimizer(critic.parameters(), Options.CriticRate)) { ClipNorm = ClipNorm };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [_generator, _critic];

    private protected override IEnumerable<Player> Makers => [_generator];

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule()
    {
        var criticSteps = CriticSteps(_objective);
        return Rounds(() => [Turn.Steps("critic", Real, criticSteps, Criticise), Turn.Steps("generator", Real, 1, Deceive)]);
    }

    /// <summary>What the fakes beside a batch are conditioned on, and an informed critic's real images too: <c>[batch, condition]</c>.</summary>
    private protected virtual Tensor Condition(ImageBatch real) => zeros(real.Count, 0L, device: Device);

    /// <summary>What the critic minimises besides, from its further outputs for the real images and for the fakes: <c>[batch, outputs]</c>.</summary>
    private protected virtual TaskLoss? CriticTask(ImageBatch real, Tensor condition, Tensor realOutputs, Tensor fakeOutputs) => null;

    /// <summary>What the generator minimises besides, from the critic's further outputs for its fakes: <c>[batch, outputs]</c>.</summary>
    private protected virtual TaskLoss? GeneratorTask(ImageBatch real, Tensor condition, Tensor fakeOutputs) => null;

    /// <summary>Classes, int64 <c>[batch]</c>, as a condition: <c>[batch, classes]</c>.</summary>
    private protected Tensor OneHot(Tensor labels) => nn.functional.one_hot(labels, Layout.Classes).to(ScalarType.Float32);

    private protected override Tensor Make(Tensor codes) => _generator.Module.forward(codes);

    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _critic.Module.Features);

    // The critic tells real images from the generator's.
    Scalars Criticise(ImageBatch real)
    {
        var condition = Condition(real); // [batch, condition]
        Tensor fake;
        using (no_grad()) fake = Fake(condition);
        var (critic, seen) = (_critic.Module, Seen(condition));
        critic.train();
        var (realVerdicts, realOutputs) = critic.Judge(real.Images, seen);
        var (fakeVerdicts, fakeOutputs) = critic.Judge(fake, seen);
        var loss = _objective.Critic(images => critic.forward(images, seen), new(real.Images, realVerdicts), new(fake, fakeVerdicts));
        var scalars = Minimize(_critic, loss, CriticTask(real, condition, realOutputs, fakeOutputs));
        _objective.Constrain(critic);
        return scalars;
    }

    // The generator deceives the critic.
    Scalars Deceive(ImageBatch real)
    {
        var condition = Condition(real);
        var (verdicts, outputs) = _critic.Module.Judge(Fake(condition), Seen(condition));
        return Minimize(_generator, _objective.Generator(verdicts), GeneratorTask(real, condition, outputs));
    }

    static Scalars Minimize(Player player, Tensor loss, TaskLoss? task)
    {
        if (task is null) return player.Minimize(loss);
        var scalars = player.Minimize(loss + task.Loss);
        foreach (var (name, value) in task.Scalars) scalars.Add(name, value);
        return scalars;
    }

    Tensor Fake(Tensor condition)
    {
        _generator.Module.train();
        return _generator.Module.forward(cat([randn(condition.shape[0], Layout.Noise, device: Device), condition], 1));
    }

    Tensor Seen(Tensor condition) => _informed ? condition : condition.narrow(1, 0, 0);
}
