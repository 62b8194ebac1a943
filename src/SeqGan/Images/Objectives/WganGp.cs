using SeqGan.Compute;
using SeqGan.Images.Networks;
using SeqGan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>WGAN-GP (Gulrajani et al., NeurIPS 2017, algorithm 1): five critic steps, Adam at 1e-4 with betas 0 and 0.9, no batch norm in the critic.</summary>
/// <param name="weight">The penalty's.</param>
internal sealed class WganGp(double weight) : Objective
{
    public override int CriticSteps => 5;

    public override Normalization Normalization => Normalization.None;

    public override optim.Optimizer Optimizer(IEnumerable<Parameter> parameters, double rate) => new FusedAdam(parameters, rate > 0 ? rate : 1e-4, 0, 0.9);

    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) =>
        Wasserstein.Discriminator(real.Verdicts, fake.Verdicts) + weight * GradientPenalties.Of(GradientPenalty.WganGp, critic, real.Images, fake.Images);

    public override Tensor Generator(Tensor verdicts) => Wasserstein.Generator(verdicts);
}
