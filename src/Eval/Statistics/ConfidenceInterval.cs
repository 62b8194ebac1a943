namespace SeqGan.Eval.Statistics;

/// <summary>Where a score probably lies.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">The share of intervals so made that hold the true score: 0.95.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Level);
