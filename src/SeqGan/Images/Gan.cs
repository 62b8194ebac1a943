using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// A generator against a critic (Goodfellow et al., 2014, algorithm 1): GAN, NS-GAN, DCGAN, LSGAN, WGAN, WGAN-GP, DRAGAN, SN-GAN
/// and LS-GAN are this game with another <see cref="ImageGanOptions.Loss"/> or <see cref="ImageGanOptions.Net"/>.
/// </summary>
public class Gan : ImageGame
{
    readonly Objective _objective;
    readonly Player<ImageGenerator> _generator;
    readonly Player<Critic> _critic;
    readonly int _condition;

    /// <summary>Builds the networks; reseeds torch's generator with the game's seed for their initial weights.</summary>
    /// <param name="data">What to imitate.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="Tokenization.InvalidInputException">An option is out of range or does not fit the images.</exception>
    public Gan(ImageSets data, ImageGanOptions? options = null, Device? device = null) : this("gan", data, options ?? new(), device, condition: 0)
    {
    }

    /// <summary>As the other constructor, with a condition of some width beside the latent vector and the image.</summary>
    private protected Gan(string name, ImageSets data, ImageGanOptions options, Device? device, int condition) : base(name, data, options, device)
    {
        (_objective, _condition) = (Objective.Of(options), condition);
        var generator = ImageGenerator.Create(Shape, options.Latent + condition, Device);
        var critic = new Critic(Shape, condition, _objective.Normalization, Device);
        _generator = new("generator", generator, _objective.Optimizer(generator.parameters(), options.GeneratorRate)) { ClipNorm = ClipNorm, Decay = options.Average };
        _critic = new("critic", critic, _objective.Optimizer(critic.parameters(), options.CriticRate)) { ClipNorm = ClipNorm };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [_generator, _critic];

    double ClipNorm => Options.ClipNorm > 0 ? Options.ClipNorm : double.PositiveInfinity;

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule()
    {
        var criticSteps = Options.CriticSteps > 0 ? Options.CriticSteps : _objective.CriticSteps;
        for (var round = 0; round < Options.Rounds; round++)
        {
            for (var step = 0; step < Options.RoundSteps; step++)
            {
                yield return Turn.Steps("critic", Real, criticSteps, Criticise) with { Phase = "game", Round = round };
                yield return Turn.Steps("generator", Real, 1, Deceive) with { Phase = "game", Round = round };
            }
        }
    }

    /// <summary>What the images of a batch are conditioned on: <c>[batch, condition]</c>.</summary>
    private protected virtual Tensor Condition(ImageBatch batch) => zeros(batch.Count, 0L, device: Device);

    /// <summary>What image number <paramref name="first"/> and those after it are conditioned on when nothing is asked for.</summary>
    private protected virtual Tensor Condition(long first, int count) => zeros((long)count, 0L, device: Device);

    /// <inheritdoc/>
    public override Tensor Generate(int count, long seed = 0)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var average = _generator.UseAverage();
        _generator.Module.eval();
        var latent = Latent(count, seed); // [count, latent]
        return _generator.Module.forward(cat([latent, Condition(0, count)], 1)).cpu().MoveToOuterDisposeScope();
    }

    // The critic tells real images from the generator's.
    Scalars Criticise(ImageBatch real)
    {
        var condition = Condition(real);
        Tensor fake;
        using (no_grad()) fake = Fake(condition);
        _critic.Module.train();
        var scalars = _critic.Minimize(_objective.Critic(images => _critic.Module.forward(images, condition), real.Images, fake));
        _objective.Constrain(_critic.Module);
        return scalars;
    }

    // The generator deceives the critic.
    Scalars Deceive(ImageBatch real)
    {
        var condition = Condition(real);
        return _generator.Minimize(_objective.Generator(images => _critic.Module.forward(images, condition), Fake(condition)));
    }

    Tensor Fake(Tensor condition)
    {
        _generator.Module.train();
        return _generator.Module.forward(cat([randn(condition.shape[0], Options.Latent, device: Device), condition], 1));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var player in Players) player.Dispose();
        _generator.Module.Dispose();
        _critic.Module.Dispose();
        GC.SuppressFinalize(this);
    }
}
