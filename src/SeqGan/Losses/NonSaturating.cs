using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>The original game with the generator's non-saturating loss (Goodfellow et al., 2014), on logits of "this is real".</summary>
public static class NonSaturating
{
    /// <summary>Cross-entropy of a batch of verdicts: -log sigmoid(logit) for real rows, -log(1 - sigmoid(logit)) for fakes.</summary>
    /// <param name="logits"><c>[batch]</c></param>
    /// <param name="real">1 for a real row, 0 for a fake: <c>[batch]</c>.</param>
    /// <returns>A scalar, the mean over the rows.</returns>
    public static Tensor Discriminator(Tensor logits, Tensor real) =>
        nn.functional.binary_cross_entropy_with_logits(logits, real);

    /// <summary>-log sigmoid(logit), the mean over the fakes.</summary>
    /// <param name="fakes">Logits: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fakes) => nn.functional.softplus(-fakes).mean();
}
