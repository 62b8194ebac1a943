namespace SeqGan.Training;

/// <summary>Where a run stands: with the players' weights, everything that the next step depends on.</summary>
public sealed record TrainingState
{
    /// <summary>The turn of the schedule that is being played.</summary>
    public long Turn { get; private set; }

    /// <summary>Steps of that turn that are done.</summary>
    public long Cursor { get; private set; }

    /// <summary>Steps of the whole run that are done.</summary>
    public long Step { get; private set; }

    /// <summary>Steps of the whole run that are done, by turn name.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    internal StepNumber Number(Turn turn) => new(Counts.GetValueOrDefault(turn.Name), Cursor);

    internal void Advance(Turn turn)
    {
        Counts[turn.Name] = Counts.GetValueOrDefault(turn.Name) + 1;
        Cursor++;
        Step++;
    }

    internal void EndTurn()
    {
        Turn++;
        Cursor = 0;
    }
}
