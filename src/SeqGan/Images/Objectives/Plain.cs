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
    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) => AdversarialLosses.Discriminator(loss, real.Verdicts, fake.Verdicts);

    public override Tensor Generator(Tensor verdicts) => AdversarialLosses.Generator(loss, verdicts);

    // Least squares has 1 for what is real and 0 for a fake.
    public override Tensor Exchanged(Tensor verdicts) => loss == AdversarialLoss.LeastSquares ? 1 - verdicts : -verdicts;
}
