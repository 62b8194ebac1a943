namespace SeqGan.Text.Benchmarks;

/// <summary>How far the measurement of a piece is.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Run">The current run of it, from 1, warm-ups included.</param>
/// <param name="Runs">How many there will be.</param>
/// <param name="Step">Steps of the run that are done.</param>
/// <param name="Steps">How many there will be.</param>
public readonly record struct BenchmarkProgress(string Piece, int Run, int Runs, long Step, long Steps);
