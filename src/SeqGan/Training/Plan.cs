namespace SeqGan.Training;

/// <summary>A schedule counted through before it is played, for progress and for knowing which turn ends a round or a phase.</summary>
internal sealed class Plan
{
    readonly Dictionary<string, (long Start, long Steps)> _phases = [];

    public Plan(IEnumerable<Turn> schedule)
    {
        foreach (var (turn, endsRound, _) in Turns(schedule))
        {
            var (start, steps) = _phases.GetValueOrDefault(turn.Phase, (Steps, 0));
            _phases[turn.Phase] = (start, steps + turn.Length);
            Steps += turn.Length;
            if (endsRound) Rounds++;
        }
    }

    public long Steps { get; }

    public long Rounds { get; }

    /// <summary>The turns, each with whether the next one belongs to another round or phase.</summary>
    public static IEnumerable<(Turn Turn, bool EndsRound, bool EndsPhase)> Turns(IEnumerable<Turn> schedule)
    {
        Turn? turn = null;
        foreach (var next in schedule)
        {
            if (turn is not null) yield return (turn, next.Phase != turn.Phase || next.Round != turn.Round, next.Phase != turn.Phase);
            turn = next;
        }
        if (turn is not null) yield return (turn, true, true);
    }

    public TrainingProgress Progress(Turn turn, TrainingState state, Scalars scalars)
    {
        var (start, steps) = _phases[turn.Phase];
        return new TrainingProgress(turn, state.Step, Steps, state.Step - start, steps, scalars);
    }
}
