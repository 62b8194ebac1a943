using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>LS-GAN (Qi, 2017): the critic's number, negated, is a loss that must be lower for a real image than for a fake by as much as they differ.</summary>
/// <param name="weight">What a violated margin costs.</param>
internal sealed class MarginLoss(double weight) : Objective
{
    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) =>
        LossSensitive.Discriminator(-real.Verdicts, -fake.Verdicts, LossSensitive.Margin(real.Images, fake.Images), weight);

    public override Tensor Generator(Tensor verdicts) => LossSensitive.Generator(-verdicts);
}
