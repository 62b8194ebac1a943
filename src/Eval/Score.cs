namespace SeqGan.Eval;

/// <summary>A measured number with what is needed to compare it with another.</summary>
/// <param name="Name">Which metric: <c>bleu-4</c>.</param>
/// <param name="Value">The score in the metric's own unit: BLEU, Self-BLEU and distinct-n in 0..1, sacreBLEU and chrF in 0..100, likelihoods in nats per token.</param>
/// <param name="Samples">How many generated lines were scored.</param>
/// <param name="Signature">How it was computed: <see cref="ScoreSignature"/>. Scores with different signatures do not compare.</param>
public sealed record Score(string Name, double Value, int Samples, string Signature);
