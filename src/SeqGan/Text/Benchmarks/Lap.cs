using System.Diagnostics;

namespace SeqGan.Text.Benchmarks;

/// <summary>How long something took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="ProcessorSeconds">Of all threads of this process together.</param>
public readonly record struct Lap(double Seconds, double ProcessorSeconds)
{
    /// <summary>One after the other.</summary>
    public static Lap operator +(Lap first, Lap second) => new(first.Seconds + second.Seconds, first.ProcessorSeconds + second.ProcessorSeconds);

    /// <summary>The same several times.</summary>
    public static Lap operator *(double times, Lap lap) => new(times * lap.Seconds, times * lap.ProcessorSeconds);

    internal static Lap Of(Action work)
    {
        var (processor, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        work();
        return new Lap(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }
}
