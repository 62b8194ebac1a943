using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// The variational autoencoder (Kingma and Welling, ICLR 2014), no GAN but the one to beat: an encoder gives each image a Gaussian
/// over codes, a decoder gives codes the pixels' Bernoulli or Gaussian, and both maximise the evidence's lower bound.
/// </summary>
internal sealed class Vae : ImageGame, IEncoder
{
    const double Rate = 1e-3;

    readonly Player<Autoencoder> _autoencoder;

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public Vae(ImageModel model, ImageSets? data, Device device) : base(model, data, device, new CodeLayout(model.Options.Latent))
    {
        RequireMemory(ImageReader.Weights(Networks, 2 * Options.Latent, Normalization.Batch) + ImageGenerator.Weights(Networks, Options.Latent));
        var network = new Autoencoder(new ImageReader(Networks, 2 * Options.Latent, Normalization.Batch, device), ImageGenerator.Create(Networks, Options.Latent, device));
        var optimizer = new FusedAdam(network.parameters(), Options.GeneratorRate > 0 ? Options.GeneratorRate : Rate);
        _autoencoder = new("autoencoder", network, optimizer) { ClipNorm = ClipNorm, Decay = Options.Average };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [_autoencoder];

    private protected override IEnumerable<Player> Makers => [_autoencoder];

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule() => Rounds(() => [Turn.Steps("autoencoder", Real, 1, Learn)]);

    /// <summary>The means of the images' codes.</summary>
    /// <inheritdoc/>
    public Tensor Encode(Tensor images) => Apply(images, batch => Posterior(batch).Mean);

    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _autoencoder.Module.Encoder.Features);

    private protected override ConvGenerator? Convolutions => _autoencoder.Module.Decoder as ConvGenerator;

    private protected override Tensor Make(Tensor codes) => _autoencoder.Module.Decoder.forward(codes);

    // Raises the evidence's lower bound for a batch.
    Scalars Learn(ImageBatch real)
    {
        _autoencoder.Module.train();
        var (mean, logVariance) = Posterior(real.Images); // [batch, latent]
        var output = _autoencoder.Module.Decoder.Unbounded(Evidence.Sample(mean, logVariance, randn_like(mean))); // [batch, channels, height, width]
        var reconstruction = Options.PixelVariance > 0
            ? Evidence.Gaussian(output.tanh(), real.Images, Options.PixelVariance)
            : Evidence.Bernoulli(2 * output, (real.Images + 1) / 2); // tanh x = 2 sigmoid 2x - 1
        var divergence = Evidence.Divergence(mean, logVariance);
        var scalars = _autoencoder.Minimize(reconstruction + divergence);
        scalars.Add("reconstruction", reconstruction.ToDouble());
        scalars.Add("divergence", divergence.ToDouble());
        return scalars;
    }

    (Tensor Mean, Tensor LogVariance) Posterior(Tensor images)
    {
        var parameters = _autoencoder.Module.Encoder.forward(images);
        return (parameters.narrow(1, 0, Options.Latent), parameters.narrow(1, Options.Latent, Options.Latent));
    }
}
