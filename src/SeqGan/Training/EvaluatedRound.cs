namespace SeqGan.Training;

/// <summary>What an evaluation has left behind.</summary>
/// <param name="Step">Steps of the run that were done.</param>
/// <param name="Phase">The part of the run that was being played.</param>
/// <param name="Round">The round of that phase, from 0.</param>
/// <param name="Scores">The scores by name, in the order of the report.</param>
public sealed record EvaluatedRound(long Step, string Phase, int Round, IReadOnlyList<KeyValuePair<string, double>> Scores);
