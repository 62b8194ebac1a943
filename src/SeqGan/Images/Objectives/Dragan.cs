using SeqGan.Images.Networks;
using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>DRAGAN (Kodali et al., 2017): the non-saturating game with a slope of 1 around the data; no batch norm in the critic.</summary>
/// <param name="weight">The penalty's.</param>
internal sealed class Dragan(double weight) : Objective
{
    public override Normalization Normalization => Normalization.None;

    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) =>
        AdversarialLosses.Discriminator(AdversarialLoss.NonSaturating, real.Verdicts, fake.Verdicts) + weight * GradientPenalties.Of(GradientPenalty.Dragan, critic, real.Images, fake.Images);

    public override Tensor Generator(Tensor verdicts) => AdversarialLosses.Generator(AdversarialLoss.NonSaturating, verdicts);
}
