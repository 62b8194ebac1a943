using SeqGan.Tokenization;

namespace SeqGan.Images.Comparison;

/// <summary>Which seconds a budget counts.</summary>
public enum BudgetClock
{
    /// <summary>Those of the clock on the wall.</summary>
    Wall,

    /// <summary>Those that the processor spends on the process, of all threads: what else the machine does takes nothing away.</summary>
    Cpu,
}

/// <summary>What the runs of a comparison have in common; numbers of other terms do not compare.</summary>
public sealed record ComparisonTerms
{
    /// <summary>The facts about the data: their number, and a hash.</summary>
    public required string Data { get; init; }

    /// <summary>Which network's features the distances are measured in.</summary>
    public required string Extractor { get; init; }

    /// <summary>Seconds of training that each run has.</summary>
    public required double Budget { get; init; }

    /// <summary>By which clock.</summary>
    public required BudgetClock Clock { get; init; }

    /// <summary>Images that each generator makes for its distance.</summary>
    public required int Images { get; init; }

    /// <summary>The settings of every game, where they are not the usual ones.</summary>
    public required string Settings { get; init; }

    /// <summary>Threads of native code.</summary>
    public required int Threads { get; init; }

    /// <summary>What it runs on.</summary>
    public required string Machine { get; init; }

    /// <summary>The budget as messages show it.</summary>
    internal string Time => Invariant($"{Budget:0.###} s{(Clock == BudgetClock.Cpu ? " of the processor" : "")}");

    /// <summary>Refuses to go on with a comparison of other terms.</summary>
    /// <exception cref="InvalidInputException">A term differs; the message names it.</exception>
    internal void RequireSame(ComparisonTerms before, string file)
    {
        foreach (var (name, then, now) in new (string, string, string)[]
        {
            ("data", before.Data, Data), ("extractor", before.Extractor, Extractor), ("budget", before.Time, Time), ("images", Invariant($"{before.Images}"), Invariant($"{Images}")),
            ("settings", before.Settings, Settings), ("threads", Invariant($"{before.Threads}"), Invariant($"{Threads}")), ("machine", before.Machine, Machine),
        })
        {
            if (now != then) throw new InvalidInputException($"{name}: '{now}', but '{then}' in {file}; go on with what the comparison was started with, or choose another folder");
        }
    }
}
