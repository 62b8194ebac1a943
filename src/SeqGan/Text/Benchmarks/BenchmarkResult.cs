namespace SeqGan.Text.Benchmarks;

/// <summary>What was measured of a piece.</summary>
/// <param name="Piece">Its name: one of <see cref="SeqGanBenchmark.Pieces"/>.</param>
/// <param name="Runs">The measured runs, in their order.</param>
/// <param name="Count">How many of <paramref name="Unit"/> a run makes.</param>
/// <param name="Unit">What it makes: <c>sequences</c>, <c>completions</c>, ...</param>
/// <param name="PeakBytes">The largest resident size during the piece, less that of the idle process with libtorch loaded; null: the system does not tell.</param>
/// <param name="Work">What the piece cannot do without; null: not counted for these networks.</param>
/// <param name="Floor">The least seconds for that work on this machine; null: not counted.</param>
/// <param name="Extrapolated">Whether the runs are sums of measured parts.</param>
public sealed record BenchmarkResult(string Piece, IReadOnlyList<Lap> Runs, double Count, string Unit, long? PeakBytes, Work? Work, double? Floor, bool Extrapolated)
{
    /// <summary>The run in the middle; of an even number, half of the two in the middle.</summary>
    public Lap Median
    {
        get
        {
            var sorted = Runs.OrderBy(run => run.Seconds).ToArray();
            return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
        }
    }

    /// <summary>Seconds of the fastest run.</summary>
    public double Lowest => Runs.Min(run => run.Seconds);

    /// <summary>Seconds of the slowest run.</summary>
    public double Highest => Runs.Max(run => run.Seconds);

    /// <summary>How many a second, by the median.</summary>
    public double Rate => Count / Median.Seconds;

    /// <summary>The part of the floor that the median reaches: 1 is as fast as can be.</summary>
    public double? Fraction => Floor / Median.Seconds;
}
