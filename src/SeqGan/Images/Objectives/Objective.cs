using SeqGan.Compute;
using SeqGan.Images.Networks;
using SeqGan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>What a generator and a critic strive for, and how the paper trains them; any network that gives a number an image can play.</summary>
internal abstract class Objective
{
    /// <summary>Steps of the critic before each of the generator.</summary>
    public virtual int CriticSteps => 1;

    /// <summary>What keeps the critic's layers in range.</summary>
    public virtual Normalization Normalization => Normalization.Batch;

    /// <summary>The objective that the options name.</summary>
    public static Objective Of(ImageGanOptions options) => options.Loss switch
    {
        ImageLoss.Minimax => new Plain(AdversarialLoss.Minimax),
        ImageLoss.NonSaturating => new Plain(AdversarialLoss.NonSaturating),
        ImageLoss.LeastSquares => new Plain(AdversarialLoss.LeastSquares),
        ImageLoss.Wgan => new Wgan(options.WeightClip),
        ImageLoss.WganGp => new WganGp(options.Penalty),
        ImageLoss.Dragan => new Dragan(options.Penalty),
        ImageLoss.Hinge => new SpectralHinge(),
        ImageLoss.LossSensitive => new MarginLoss(options.Penalty),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Loss, "no such loss"),
    };

    /// <summary>The paper's optimiser, at its rate where <paramref name="rate"/> is 0.</summary>
    public virtual optim.Optimizer Optimizer(IEnumerable<Parameter> parameters, double rate) => new FusedAdam(parameters, rate > 0 ? rate : 2e-4, 0.5, 0.999); // DCGAN's

    /// <summary>What the critic minimises.</summary>
    /// <param name="critic">Images to verdicts, for penalties on its slope.</param>
    /// <param name="real">Real images.</param>
    /// <param name="fake">As many fakes, without a graph.</param>
    public abstract Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake);

    /// <summary>What the generator minimises.</summary>
    /// <param name="verdicts">The critic's of its fakes: <c>[batch]</c>.</param>
    public abstract Tensor Generator(Tensor verdicts);

    /// <summary>Verdicts as they would be with real images and fakes exchanged.</summary>
    /// <param name="verdicts"><c>[batch]</c></param>
    public virtual Tensor Exchanged(Tensor verdicts) => -verdicts;

    /// <summary>What is done to the critic after each of its steps.</summary>
    public virtual void Constrain(nn.Module critic)
    {
    }
}
