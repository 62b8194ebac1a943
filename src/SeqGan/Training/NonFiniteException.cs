namespace SeqGan.Training;

/// <summary>A loss or a gradient became NaN or infinite; the run stops before the parameters take it.</summary>
public sealed class NonFiniteException : Exception
{
    internal NonFiniteException(string player, string what, double value)
        : base(Invariant($"the {what} of player '{player}' is {value}")) => Player = player;

    internal NonFiniteException(NonFiniteException inner, long step, string remedy)
        : base(Invariant($"step {step}: {inner.Message}; {remedy}"), inner) => (Player, Step) = (inner.Player, step);

    /// <summary>Whose update it was.</summary>
    public string Player { get; }

    /// <summary>The run's step, where the trainer knows it.</summary>
    public long? Step { get; }
}
