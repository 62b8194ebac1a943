using SeqGan.Eval;

namespace SeqGan.Training;

/// <summary>What a game shows when the trainer asks how it stands.</summary>
/// <param name="Scores">Metrics, each with its sample count and signature.</param>
/// <param name="Samples">Generated lines (text games), best read by a person; empty for games without text.</param>
public sealed record Evaluation(IReadOnlyList<Score> Scores, IReadOnlyList<string> Samples);
