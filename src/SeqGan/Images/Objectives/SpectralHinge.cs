using SeqGan.Images.Networks;
using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>SN-GAN (Miyato et al., ICLR 2018): the hinge loss and a critic whose layers have spectral norm 1.</summary>
internal sealed class SpectralHinge : Objective
{
    public override Normalization Normalization => Normalization.Spectral;

    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) => Hinge.Discriminator(real.Verdicts, fake.Verdicts);

    public override Tensor Generator(Tensor verdicts) => Hinge.Generator(verdicts);
}
