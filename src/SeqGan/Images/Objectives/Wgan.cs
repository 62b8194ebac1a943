using SeqGan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>WGAN (Arjovsky, Chintala and Bottou, ICML 2017, algorithm 1): clipped weights, five critic steps, RMSProp at 5e-5.</summary>
/// <param name="clip">The bound of the critic's weights.</param>
internal sealed class Wgan(double clip) : Objective
{
    public override int CriticSteps => 5;

    // Adam's momentum makes the critic's training unstable, says the paper.
    public override optim.Optimizer Optimizer(IEnumerable<Parameter> parameters, double rate) => optim.RMSProp(parameters, rate > 0 ? rate : 5e-5);

    public override Tensor Critic(Func<Tensor, Tensor> critic, Judged real, Judged fake) => Wasserstein.Discriminator(real.Verdicts, fake.Verdicts);

    public override Tensor Generator(Tensor verdicts) => Wasserstein.Generator(verdicts);

    public override void Constrain(nn.Module critic) => WeightClip.Apply(critic, clip);
}
