using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>LS-GAN (Qi, 2017): the critic's number, negated, is a loss that must be lower for a real image than for a fake by as much as they differ.</summary>
internal sealed class MarginLoss : Objective
{
    public override Tensor Critic(Func<Tensor, Tensor> critic, Tensor real, Tensor fake) => LossSensitive.Discriminator(-critic(real), -critic(fake), LossSensitive.Margin(real, fake));

    public override Tensor Generator(Func<Tensor, Tensor> critic, Tensor fake) => LossSensitive.Generator(-critic(fake));
}
