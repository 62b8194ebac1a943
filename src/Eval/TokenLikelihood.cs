namespace SeqGan.Eval;

/// <summary>
/// Mean negative log-likelihood in nats per token, every token weighing the same: whatever the batches were and however
/// unequal the lines. (A mean of batch means, as in the reference implementations, depends on both.)
/// </summary>
public sealed class TokenLikelihood
{
    // A float log-softmax may end a rounding above 0; a probability, or a loss of the wrong sign, lies far above.
    const float RoundingAboveZero = 1e-4f;

    double _sum;

    /// <summary>Lines added so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Tokens added so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Mean of -log p over all tokens.</summary>
    /// <exception cref="InvalidOperationException">No token was added.</exception>
    public double NatsPerToken =>
        Tokens > 0 ? -_sum / Tokens : throw new InvalidOperationException("likelihood: no token was scored");

    /// <summary>exp of the nats per token.</summary>
    public double Perplexity => Math.Exp(NatsPerToken);

    /// <summary>
    /// Adds a batch. Padding behind a line's length is not looked at.
    /// </summary>
    /// <param name="logProbabilities">Natural log of each token's probability, [batch, time], row by row.</param>
    /// <param name="lengths">How many tokens of each row count. [batch]</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a counted value is NaN or positive.</exception>
    public void Add(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> lengths)
    {
        if (lengths.IsEmpty ? !logProbabilities.IsEmpty : logProbabilities.Length % lengths.Length != 0)
            throw new ArgumentException($"likelihood: {logProbabilities.Length} values are no matrix of {lengths.Length} rows");
        var time = lengths.IsEmpty ? 0 : logProbabilities.Length / lengths.Length;
        var sum = _sum; // stays as it was if a row is refused
        var tokens = 0L;
        for (var row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < 0 || lengths[row] > time)
                throw new ArgumentException($"likelihood: row {row} has length {lengths[row]}, but rows have {time} values");
            foreach (var value in logProbabilities.Slice(row * time, lengths[row]))
            {
                if (!(value <= RoundingAboveZero))
                    throw new ArgumentException(FormattableString.Invariant($"likelihood: row {row} holds {value}, which is no log-probability"));
                sum += value;
            }
            tokens += lengths[row];
        }
        _sum = sum;
        Tokens += tokens;
        Lines += lengths.Length;
    }

    /// <summary>The nats per token of one padded matrix. [batch, time], [batch]</summary>
    public static double Mean(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> lengths)
    {
        var likelihood = new TokenLikelihood();
        likelihood.Add(logProbabilities, lengths);
        return likelihood.NatsPerToken;
    }
}
