using SeqGan.Images.Networks;
using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>DRAGAN (Kodali et al., 2017): the non-saturating game with a slope of 1 around the data; no batch norm in the critic.</summary>
/// <param name="weight">The penalty's.</param>
internal sealed class Dragan(double weight) : Objective
{
    public override Normalization Normalization => Normalization.None;

    public override Tensor Critic(Func<Tensor, Tensor> critic, Tensor real, Tensor fake) =>
        AdversarialLosses.Discriminator(AdversarialLoss.NonSaturating, critic(real), critic(fake)) + weight * GradientPenalties.Of(GradientPenalty.Dragan, critic, real, fake);

    public override Tensor Generator(Func<Tensor, Tensor> critic, Tensor fake) => AdversarialLosses.Generator(AdversarialLoss.NonSaturating, critic(fake));
}
