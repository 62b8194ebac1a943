using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// BEGAN (Berthelot, Schumm and Metz, 2017): the critic is an autoencoder that is to reconstruct real images and to fail at fakes;
/// k, how much it minds the fakes, follows how well the generator does (section 3.4).
/// </summary>
internal sealed class Began : ImageGame
{
    const double Rate = 5e-4; // the paper's 1e-4, halved again and again, is for trainings of days

    readonly Player<ImageGenerator> _generator;
    readonly Player<Autoencoder> _critic;
    readonly Tensor _balance = zeros(2L, ScalarType.Float64).DetachFromDisposeScope(); // k, and what the critic's last real images cost

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public Began(ImageModel model, ImageSets? data, Device device) : base(model, data, device, new CodeLayout(model.Options.Latent))
    {
        RequireMemory(2 * ImageGenerator.Weights(Networks, Options.Latent) + ImageReader.Weights(Networks, Options.Latent, Normalization.Batch));
        var generator = Decoder();
        var critic = new Autoencoder(new ImageReader(Networks, Options.Latent, Normalization.Batch, device), Decoder());
        _generator = new("generator", generator, Optimizer(generator, Options.GeneratorRate)) { ClipNorm = ClipNorm, Decay = Options.Average };
        _critic = new("critic", critic, Optimizer(critic, Options.CriticRate)) { ClipNorm = ClipNorm };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [_generator, _critic];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Extras => new Dictionary<string, Tensor> { ["balance"] = _balance };

    private protected override IEnumerable<Player> Makers => [_generator];

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule() => Rounds(() =>
    [
        Turn.Steps("critic", Real, Math.Max(1, Options.CriticSteps), Criticise),
        Turn.Steps("generator", 1, _ => Deceive()),
    ]);

    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _critic.Module.Encoder.Features);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _balance.Dispose();
    }

    private protected override Tensor Make(Tensor codes) => _generator.Module.forward(codes);

    // The critic reconstructs real images and, by k, not the generator's.
    Scalars Criticise(ImageBatch real)
    {
        Tensor fake;
        using (no_grad()) fake = Fake();
        var (realCost, fakeCost) = (Cost(real.Images), Cost(fake));
        var scalars = _critic.Minimize(BoundaryEquilibrium.Discriminator(realCost, fakeCost, _balance[0].ToDouble()));
        scalars.Add("real", realCost.ToDouble());
        scalars.Add("fake", fakeCost.ToDouble());
        _balance[1] = realCost.ToDouble();
        return scalars;
    }

    // The generator makes what the critic reconstructs; then the two are balanced.
    Scalars Deceive()
    {
        var (k, real) = (_balance[0].ToDouble(), _balance[1].ToDouble());
        var scalars = _generator.Minimize(Cost(Fake()));
        var next = BoundaryEquilibrium.Next(k, real, scalars["loss"], Options.Diversity, Options.BalanceRate);
        scalars.Add("k", next);
        scalars.Add("convergence", BoundaryEquilibrium.Convergence(real, scalars["loss"], Options.Diversity));
        _balance[0] = next;
        return scalars;
    }

    Tensor Cost(Tensor images)
    {
        _critic.Module.train();
        return BoundaryEquilibrium.Reconstruction(images, _critic.Module.forward(images));
    }

    Tensor Fake()
    {
        _generator.Module.train();
        return _generator.Module.forward(randn(Options.Batch, Options.Latent, device: Device));
    }

    ImageGenerator Decoder() => ImageGenerator.Create(Networks, Options.Latent, Device);

    static Adam Optimizer(nn.Module network, double rate) => new FusedAdam(network.parameters(), rate > 0 ? rate : Rate, 0.5, 0.999);
}
