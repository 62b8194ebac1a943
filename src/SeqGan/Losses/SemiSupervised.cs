using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// A classifier as the discriminator (Salimans et al., 2016, section 5): "fake" is class K + 1. Its logit is held at 0, which
/// takes nothing from the softmax, so that the network has K outputs and D(x) = Z / (Z + 1) with Z = Σ exp(logits).
/// </summary>
public static class SemiSupervised
{
    /// <summary>The logit of "this is real": log Z, so that sigmoid of it is D(x). Any adversarial loss on logits takes it.</summary>
    /// <param name="logits"><c>[batch, K]</c></param>
    /// <returns><c>[batch]</c></returns>
    public static Tensor RealLogit(Tensor logits) => logits.logsumexp(1);

    /// <summary>-E log p(y | x, y &lt; K + 1) of labelled rows.</summary>
    /// <param name="logits"><c>[batch, K]</c></param>
    /// <param name="labels">int64, 0 .. K-1: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Labelled(Tensor logits, Tensor labels) => ClassLoss.Loss(logits, labels);

    /// <summary>-E log D(x): an unlabelled row is of one of the K classes.</summary>
    /// <param name="logits"><c>[batch, K]</c></param>
    /// <returns>A scalar.</returns>
    public static Tensor Unlabelled(Tensor logits) => nn.functional.softplus(-RealLogit(logits)).mean();

    /// <summary>-E log(1 - D(G(z))): a fake is of class K + 1.</summary>
    /// <param name="logits"><c>[batch, K]</c></param>
    /// <returns>A scalar.</returns>
    public static Tensor Fake(Tensor logits) => nn.functional.softplus(RealLogit(logits)).mean();

    /// <summary>Feature matching (section 3.1), the generator's loss in this game: |E f(x) - E f(G(z))|² over a layer's features.</summary>
    /// <param name="real">f(x), constants: <c>[batch, features]</c>.</param>
    /// <param name="fake">f(G(z)): <c>[batch, features]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor FeatureMatching(Tensor real, Tensor fake) => (real.detach().mean([0]) - fake.mean([0])).square().sum();
}
