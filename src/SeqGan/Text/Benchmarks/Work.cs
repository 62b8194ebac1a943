namespace SeqGan.Text.Benchmarks;

/// <summary>What a computation cannot do without.</summary>
/// <param name="Flops">Floating-point operations; a multiplication with an addition is two.</param>
/// <param name="Bytes">Memory traffic of passes that no product can hide.</param>
public readonly record struct Work(double Flops, double Bytes = 0)
{
    /// <summary>One after the other.</summary>
    public static Work operator +(Work first, Work second) => new(first.Flops + second.Flops, first.Bytes + second.Bytes);

    /// <summary>The same several times.</summary>
    public static Work operator *(double times, Work work) => new(times * work.Flops, times * work.Bytes);

    /// <summary>The least time: all operations at one rate, then all traffic at the other.</summary>
    /// <param name="gflops">10^9 operations a second.</param>
    /// <param name="gbytes">10^9 bytes a second.</param>
    public double Seconds(double gflops, double gbytes) => Flops / (gflops * 1e9) + Bytes / (gbytes * 1e9);
}
