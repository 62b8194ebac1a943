using SeqGan.Data.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>The GAN of one level of a pyramid: real images of its size against smooth ones with the generator's detail added.</summary>
/// <param name="generator">Makes the detail.</param>
/// <param name="critic">Judges the sum.</param>
/// <param name="objective">What they strive for.</param>
internal sealed class LapganLevel(Player<DetailGenerator> generator, Player<Critic> critic, Objective objective)
{
    const int UnitsAChannel = 8, CriticHalvings = 2;

    public Player<DetailGenerator> Generator => generator;

    public Player<Critic> Critic => critic;

    /// <summary>Builds the networks from torch's generator.</summary>
    /// <param name="number">0: the coarsest, whose networks are fully connected and whose generator makes all of the image.</param>
    /// <param name="shape">The images of this level.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="condition">How many classes the networks are told of.</param>
    /// <param name="clipNorm">Largest norm of a gradient.</param>
    /// <param name="device">Where to compute.</param>
    public static LapganLevel Create(int number, ImageShape shape, ImageGanOptions options, int condition, double clipNorm, Device device)
    {
        var (objective, sizes) = (Objective.Of(options), SizesOf(number, shape, options));
        var generator = number == 0 ? new CoarsestImage(sizes, options.Latent + condition, device) : DetailGenerator.Create(sizes, condition, device);
        var body = sizes.Architecture == Architecture.Mlp ? Body.Create(sizes, condition, objective.Normalization, device) : new ConvBody(sizes, CriticHalvings, condition, objective.Normalization, device);
        var critic = new Critic(body, objective.Normalization);
        return new LapganLevel(
            new($"generator-{number}", generator, objective.Optimizer(generator.parameters(), options.GeneratorRate)) { ClipNorm = clipNorm, Decay = options.Average },
            new($"critic-{number}", critic, objective.Optimizer(critic.parameters(), options.CriticRate)) { ClipNorm = clipNorm },
            objective);
    }

    /// <summary>How many numbers the networks of a level learn; not an integer, for sizes may be absurd.</summary>
    /// <param name="number">As above.</param>
    /// <param name="shape">As above.</param>
    /// <param name="options">As above.</param>
    /// <param name="condition">As above.</param>
    public static double Weights(int number, ImageShape shape, ImageGanOptions options, int condition)
    {
        var (normalization, sizes) = (Objective.Of(options).Normalization, SizesOf(number, shape, options));
        var generator = number == 0 ? ImageGenerator.Weights(sizes, options.Latent + condition) : DetailGenerator.Weights(sizes, condition);
        return generator + (sizes.Architecture == Architecture.Mlp ? Networks.Critic.Weights(sizes, condition, normalization) : ConvBody.Count(sizes, CriticHalvings, condition, normalization, outputs: 1));
    }

    /// <summary>Images of this level: what is smooth, and the detail.</summary>
    /// <param name="smooth">The coarser images blown up, or grey ones (0) at the coarsest level: <c>[batch, channels, height, width]</c>.</param>
    /// <param name="code">Noise, and what the image is conditioned on: <c>[batch, code]</c>.</param>
    /// <returns><c>[batch, channels, height, width]</c></returns>
    public Tensor Image(Tensor smooth, Tensor code) => smooth + generator.Module.forward(smooth, code);

    /// <summary>The critic tells real images from smoothed ones with detail added.</summary>
    public Scalars Criticise(Tensor images, Tensor smooth, Tensor code, Tensor condition)
    {
        Tensor fake;
        using (no_grad()) fake = Fake(smooth, code);
        var network = critic.Module;
        network.train();
        var loss = objective.Critic(samples => network.forward(samples, condition), new(images, network.forward(images, condition)), new(fake, network.forward(fake, condition)));
        var scalars = critic.Minimize(loss);
        objective.Constrain(network);
        return scalars;
    }

    /// <summary>The generator adds detail that deceives the critic.</summary>
    public Scalars Deceive(Tensor smooth, Tensor code, Tensor condition) => generator.Minimize(objective.Generator(critic.Module.forward(Fake(smooth, code), condition)));

    static NetworkShape SizesOf(int number, ImageShape shape, ImageGanOptions options)
    {
        var units = options.Net == Architecture.Mlp ? options.Width : UnitsAChannel * options.Width;
        return number == 0 || options.Net == Architecture.Mlp ? new(Architecture.Mlp, shape, units) : new(options.Net, shape, options.Width);
    }

    Tensor Fake(Tensor smooth, Tensor code)
    {
        generator.Module.train();
        return Image(smooth, code);
    }
}
