using System.Diagnostics;

namespace SeqGan.TestSupport;

/// <summary>
/// A reader and what it is tried with. Input i is a function of the reader's name and of i alone, so that one that fails can be
/// had again by its number.
/// </summary>
/// <param name="Name">Of the reader.</param>
/// <param name="Samples">Sound inputs.</param>
/// <param name="Read">Reads an input to its end.</param>
internal sealed record HostileReader(string Name, IReadOnlyList<byte[]> Samples, Action<byte[]> Read)
{
    const int Seed = 20_260_101, Attempts = 3;
    const long MostBytes = 256 << 20;

    static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Words that mean something in the format.</summary>
    public IReadOnlyList<byte[]> Words { get; init; } = [];

    /// <summary>Makes inputs that are sound outside and hostile inside, such as a bad header with the right length; half of them where given.</summary>
    public Func<Random, byte[]>? Make { get; init; }

    /// <summary>One of the inputs.</summary>
    public byte[] Input(int i)
    {
        var random = new Random(unchecked((Name.Aggregate(Seed, (hash, sign) => hash * 31 + sign) * 16_777_619) ^ i));
        return Make is not null && random.Next(2) == 0 ? Make(random) : HostileBytes.Mutate(random, Samples, Words);
    }

    /// <summary>Reads the samples, then so many inputs. Each must end in a value or a one-line refusal, soon and in little memory.</summary>
    /// <typeparam name="TRefusal">What a reader throws at an input that it refuses.</typeparam>
    /// <param name="count">How many.</param>
    /// <param name="write">Receives the row of a table.</param>
    public void Try<TRefusal>(int count, Action<string> write) where TRefusal : Exception
    {
        foreach (var sample in Samples) Read(sample);
        var (accepted, slowest, largest) = (0, TimeSpan.Zero, 0L);
        for (var i = 0; i < count; i++)
        {
            var input = Input(i);
            var (refusal, time, bytes) = Measure(input);
            for (var attempt = 1; time > _patience && attempt < Attempts; attempt++) time = Measure(input).Time;
            var place = $"{Name}, input {i} ({input.Length} bytes)";
            Assert.True(refusal is null or TRefusal, $"{place}: {refusal}");
            Assert.True(refusal is null || !refusal.Message.Any(char.IsControl), $"{place}: the message is more than a line: {refusal?.Message}");
            Assert.True(time <= _patience, $"{place}: {time}");
            Assert.True(bytes <= MostBytes, $"{place}: {bytes} bytes were allocated");
            if (refusal is null) accepted++;
            (slowest, largest) = (time > slowest ? time : slowest, Math.Max(largest, bytes));
        }
        Report(FormattableString.Invariant($"| {Name} | {count} | {accepted} | {count - accepted} | {slowest.TotalMilliseconds:0} | {largest / 1048576.0:0.0} |"), write);
    }

    // The time on the clock or that of the processors, whichever is less: the machine has other work, and so has the process.
    (Exception? Refusal, TimeSpan Time, long Bytes) Measure(byte[] input)
    {
        var (start, processor, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        Exception? refusal = null;
        try
        {
            Read(input);
        }
        catch (Exception error)
        {
            refusal = error;
        }
        var (wall, own) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
        return (refusal, wall < own ? wall : own, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // As a table too, where the environment names a file for it.
    static void Report(string row, Action<string> write)
    {
        write(row);
        if (Environment.GetEnvironmentVariable("SEQGAN_HOSTILE_REPORT") is not { Length: > 0 } path) return;
        if (!File.Exists(path)) File.WriteAllText(path, "| reader | inputs | accepted | refused | slowest, ms | largest allocation, MiB |\n|---|---:|---:|---:|---:|---:|\n");
        File.AppendAllText(path, row + "\n");
    }
}
