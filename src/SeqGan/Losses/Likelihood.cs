using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>Maximum likelihood of sequences.</summary>
public static class Likelihood
{
    /// <summary>Log-probabilities of the tokens that stand there.</summary>
    /// <param name="logits"><c>[batch, time, vocab]</c></param>
    /// <param name="targets">int64: <c>[batch, time]</c>.</param>
    /// <returns>Nats: <c>[batch, time]</c>.</returns>
    public static Tensor LogProbabilities(Tensor logits, Tensor targets) =>
        logits.log_softmax(-1).gather(2, targets.unsqueeze(2)).squeeze(2);

    /// <summary>The weighted negative log-likelihood in nats: the sum over the tokens of -w log p.</summary>
    /// <param name="logits"><c>[batch, time, vocab]</c></param>
    /// <param name="targets">int64: <c>[batch, time]</c>.</param>
    /// <param name="weights">What each token weighs, such as <see cref="Even"/>: <c>[batch, time]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Loss(Tensor logits, Tensor targets, Tensor weights) => -(LogProbabilities(logits, targets) * weights).sum();

    /// <summary>The weights that make the loss a mean over all tokens of the batch that are no padding.</summary>
    /// <param name="mask">1 where a token counts, else 0: <c>[batch, time]</c>.</param>
    /// <returns><c>[batch, time]</c></returns>
    public static Tensor Even(Tensor mask) => mask / mask.sum();
}
