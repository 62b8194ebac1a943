using SeqGan.Compute;
using SeqGan.Images.Networks;
using SeqGan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>
/// SN-GAN (Miyato et al., ICLR 2018): the hinge loss and a critic whose layers have spectral norm 1; five critic steps, Adam at 2e-4
/// with betas 0 and 0.9, as the authors train with this loss.
/// </summary>
internal sealed class SpectralHinge : Objective
{
    public override int CriticSteps => 5;

    public override Normalization Normalization => Normalization.Spectral;

    public override optim.Optimizer Optimizer(IEnumerable<Parameter> parameters, double rate) => new FusedAdam(parameters, rate > 0 ? rate : 2e-4, 0, 0.9);

    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) => Hinge.Discriminator(real.Verdicts, fake.Verdicts);

    public override Tensor Generator(Tensor verdicts) => Hinge.Generator(verdicts);
}
