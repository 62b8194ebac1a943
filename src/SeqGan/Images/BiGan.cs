using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// BiGAN (Donahue, Krähenbühl and Darrell, ICLR 2017), and ALI (Dumoulin et al., ICLR 2017) with an encoder that is sure: the
/// critic tells images with their encoded codes from codes with their generated images. Encoder and generator deceive it
/// together, and at the optimum each inverts the other.
/// </summary>
internal sealed class BiGan : ImageGame, IEncoder
{
    readonly Objective _objective;
    readonly Player<Autoencoder> _generator;
    readonly Player<PairCritic> _critic;

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public BiGan(ImageModel model, ImageSets? data, Device device) : base(model, data, device, new CodeLayout(model.Options.Latent))
    {
        _objective = Objective.Of(Options);
        RequireMemory(ImageReader.Weights(Networks, Options.Latent, Normalization.Batch) + ImageGenerator.Weights(Networks, Options.Latent) + PairCritic.Weights(Networks, Options.Latent, _objective.Normalization));
        var generator = new Autoencoder(new ImageReader(Networks, Options.Latent, Normalization.Batch, device), ImageGenerator.Create(Networks, Options.Latent, device));
        var critic = new PairCritic(Networks, Options.Latent, _objective.Normalization, device);
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

    /// <inheritdoc/>
    public Tensor Encode(Tensor images) => Apply(images, _generator.Module.Encoder.forward);

    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _critic.Module.Features);

    private protected override ConvGenerator? Convolutions => _generator.Module.Decoder as ConvGenerator;

    private protected override Tensor Make(Tensor codes) => _generator.Module.Decoder.forward(codes);

    // The critic tells the encoder's pairs from the generator's.
    Scalars Criticise(ImageBatch real)
    {
        Tensor encoded, generated;
        using (no_grad()) (encoded, generated) = Pairs(real);
        var critic = _critic.Module;
        critic.train();
        var scalars = _critic.Minimize(_objective.Critic(critic.forward, new(encoded, critic.forward(encoded)), new(generated, critic.forward(generated))));
        _objective.Constrain(critic);
        return scalars;
    }

    // The generator's pairs are to look encoded, and the encoder's generated.
    Scalars Deceive(ImageBatch real)
    {
        var (encoded, generated) = Pairs(real);
        var loss = _objective.Generator(_critic.Module.forward(generated)) + _objective.Generator(_objective.Exchanged(_critic.Module.forward(encoded)));
        return _generator.Minimize(loss);
    }

    // Images with their codes, and codes with their images: [batch, pixels + code].
    (Tensor Encoded, Tensor Generated) Pairs(ImageBatch real)
    {
        var network = _generator.Module;
        network.train();
        var codes = randn(real.Count, Options.Latent, device: Device);
        return (PairCritic.Pair(real.Images, network.Encoder.forward(real.Images)), PairCritic.Pair(network.Decoder.forward(codes), codes));
    }
}
