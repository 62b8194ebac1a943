using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// The auxiliary classifier of AC-GAN (Odena et al., 2017, equation 3): the discriminator names the class of real rows and of
/// fakes, the generator wants its fakes to be named rightly. Both add the loss to their adversarial one.
/// </summary>
public static class ClassLoss
{
    /// <summary>-E log P(class), in nats.</summary>
    /// <param name="logits"><c>[batch, classes]</c></param>
    /// <param name="labels">int64: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Loss(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits, labels);

    /// <summary>The share of the rows whose likeliest class is theirs.</summary>
    /// <param name="logits"><c>[batch, classes]</c></param>
    /// <param name="labels">int64: <c>[batch]</c>.</param>
    /// <returns>A scalar from 0 to 1 without a gradient.</returns>
    public static Tensor Accuracy(Tensor logits, Tensor labels) => logits.argmax(1).eq(labels).to(ScalarType.Float32).mean();
}
