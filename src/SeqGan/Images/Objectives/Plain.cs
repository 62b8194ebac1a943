using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>
/// The losses without anything around them: GAN and NS-GAN (Goodfellow et al., 2014), LSGAN (Mao et al., ICCV 2017); trained
/// as DCGAN is.
/// </summary>
/// <param name="loss">Which one.</param>
internal sealed class Plain(AdversarialLoss loss) : Objective
{
    public override Tensor Critic(Func<Tensor, Tensor> critic, Tensor real, Tensor fake) => AdversarialLosses.Discriminator(loss, critic(real), critic(fake));

    public override Tensor Generator(Func<Tensor, Tensor> critic, Tensor fake) => AdversarialLosses.Generator(loss, critic(fake));
}
