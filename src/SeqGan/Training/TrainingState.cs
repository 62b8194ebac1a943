using System.Text.Json.Serialization;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>
/// Where a run stands. With the players' weights and optimisers and the game's own tensors it is all that the next step
/// depends on: random numbers and batches are functions of the seed and these counts, schedules of the step.
/// </summary>
internal sealed class TrainingState
{
    public TrainingState() : this(0, 0, 0, new(StringComparer.Ordinal), [], 0)
    {
    }

    [JsonConstructor]
    TrainingState(long turn, long cursor, long step, SortedDictionary<string, long> counts, List<ScalarSum> sums, long metricsBytes) =>
        (Turn, Cursor, Step, Counts, Sums, MetricsBytes) = (turn, cursor, step, counts, sums, metricsBytes);

    /// <summary>The turn of the schedule that is being played.</summary>
    public long Turn { get; private set; }

    /// <summary>Steps of that turn that are done.</summary>
    public long Cursor { get; private set; }

    /// <summary>Steps of the whole run that are done.</summary>
    public long Step { get; private set; }

    /// <summary>Steps of the whole run that are done, by turn name.</summary>
    public SortedDictionary<string, long> Counts { get; }

    /// <summary>The scalars of the round that is being played, in the order they came.</summary>
    public List<ScalarSum> Sums { get; }

    /// <summary>How much of metrics.jsonl belongs to this state.</summary>
    public long MetricsBytes { get; set; }

    public StepNumber Number(Turn turn) => new(Counts.GetValueOrDefault(turn.Name), Cursor);

    public void Advance(Turn turn, Scalars scalars)
    {
        Counts[turn.Name] = Counts.GetValueOrDefault(turn.Name) + 1;
        Cursor++;
        Step++;
        foreach (var (name, value) in scalars)
        {
            var full = $"{turn.Name}/{name}";
            var at = Sums.FindIndex(one => one.Name == full);
            if (at < 0) Sums.Add(new ScalarSum(full, value, 1));
            else Sums[at] = Sums[at].Plus(value);
        }
    }

    public void EndTurn()
    {
        Turn++;
        Cursor = 0;
    }

    /// <exception cref="InvalidInputException">The numbers are no state of a run.</exception>
    public void Validate()
    {
        if (Turn < 0 || Cursor < 0 || Step < Cursor || MetricsBytes < 0 || Counts.Values.Any(count => count < 0) || Counts.Values.Aggregate(Int128.Zero, (sum, count) => sum + count) != Step || Sums.Any(sum => sum is not { Count: >= 1 }))
            throw new InvalidInputException("its counts contradict each other");
    }
}

/// <summary>A scalar's sum over the steps of a round so far.</summary>
internal sealed record ScalarSum(string Name, double Sum, long Count)
{
    public ScalarSum Plus(double value) => new(Name, Sum + value, Count + 1);
}
