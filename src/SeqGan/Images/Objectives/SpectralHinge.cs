using SeqGan.Images.Networks;
using SeqGan.Losses;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>SN-GAN (Miyato et al., ICLR 2018): the hinge loss and a critic whose layers have spectral norm 1.</summary>
internal sealed class SpectralHinge : Objective
{
    public override Normalization Normalization => Normalization.Spectral;

    public override Tensor Critic(Func<Tensor, Tensor> critic, Tensor real, Tensor fake) => Hinge.Discriminator(critic(real), critic(fake));

    public override Tensor Generator(Func<Tensor, Tensor> critic, Tensor fake) => Hinge.Generator(critic(fake));
}
