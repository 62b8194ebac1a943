using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>A measured number with what is needed to compare it with another. Two are equal where they say the same, whatever their <see cref="Lines"/>.</summary>
/// <param name="Name">Which metric: <c>bleu-4</c>.</param>
/// <param name="Value">The score in the metric's own unit: BLEU, Self-BLEU and distinct-n in 0..1, sacreBLEU and chrF in 0..100, likelihoods in nats per token.</param>
/// <param name="Samples">How many generated lines were scored.</param>
/// <param name="Signature">How it was computed: <see cref="ScoreSignature"/>. Scores with different signatures do not compare.</param>
public sealed record Score(string Name, double Value, int Samples, string Signature)
{
    /// <summary>Whether the lower of two is the better one, as of perplexities and of Self-BLEU.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>What the lines add to the score; null where it is no matter of sums over lines, as distinct-n.</summary>
    public LineSums? Lines { get; init; }

    /// <summary>Where the score of other lines of the same writer would probably lie; null where nobody asked, or nobody knows.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>The score with the 95 % interval that its lines give it by the bootstrap; as it is where it has none.</summary>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    public Score WithInterval(int threads = 0) => Lines is { Count: > 1 } ? this with { Interval = Bootstrap.Of(Lines, threads: threads) } : this;

    /// <inheritdoc/>
    public bool Equals(Score? other) =>
        other is not null && (Name, Value, Samples, Signature, LowerIsBetter, Interval).Equals((other.Name, other.Value, other.Samples, other.Signature, other.LowerIsBetter, other.Interval));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Value, Samples, Signature);
}
