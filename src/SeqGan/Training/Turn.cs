namespace SeqGan.Training;

/// <summary>
/// One entry of a game's schedule: a number of equal steps. A turn is a plan: nothing is read, drawn or computed before
/// the trainer opens it.
/// </summary>
public sealed record Turn
{
    readonly Func<long, Func<StepNumber, Scalars>> _open;

    Turn(string name, long steps, Func<long, Func<StepNumber, Scalars>> open)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        (Name, Length, Phase, _open) = (name, steps, name, open);
    }

    /// <summary>The turn's name, e.g. <c>discriminator</c>; it prefixes the names of its scalars. Steps are counted by it over the whole run.</summary>
    public string Name { get; }

    /// <summary>How many steps the turn has.</summary>
    public long Length { get; }

    /// <summary>The part of the run that the turn belongs to, e.g. <c>adversarial</c>. The trainer evaluates and saves where a phase ends.</summary>
    public string Phase { get; init; }

    /// <summary>Whether an evaluation after the round that this turn closes can show anything new.</summary>
    public bool Evaluated { get; init; } = true;

    /// <summary>The round (an epoch of pre-training, a round of the game) inside the phase, from 0. Metrics are written once a round.</summary>
    public int Round { get; init; }

    /// <summary>Steps that need no data: <paramref name="step"/> gets the number of earlier steps of this name in the whole run.</summary>
    public static Turn Steps(string name, long count, Func<long, Scalars> step) => new(name, count, _ => number => step(number.InRun));

    /// <summary>Steps over a source that lasts the whole run; each turn goes on where the last one of this name stopped.</summary>
    public static Turn Steps<T>(string name, IBatches<T> source, long count, Func<T, Scalars> step) =>
        new(name, count, _ => number => step(source.At(number.InRun)));

    /// <summary>Whole epochs over a source that lasts the whole run.</summary>
    public static Turn Epochs<T>(string name, IBatches<T> source, long epochs, Func<T, Scalars> step) =>
        Steps(name, source, epochs * source.Count, step);

    /// <summary>
    /// Whole epochs over a source made for this turn alone (a round's fake samples): <paramref name="open"/> gets the
    /// turn's number in the schedule, from which, with the game's seed, everything random about it is derived. A run that
    /// is resumed in the middle of the turn opens it again: it may depend on a player only if the turn does not train it.
    /// </summary>
    /// <param name="name">The turn's name.</param>
    /// <param name="batches">Batches an epoch of what <paramref name="open"/> will return; known before it is opened.</param>
    /// <param name="epochs">Epochs over the source.</param>
    /// <param name="open">Makes the source.</param>
    /// <param name="step">What to do with a batch.</param>
    public static Turn Epochs<T>(string name, long batches, long epochs, Func<long, IBatches<T>> open, Func<T, Scalars> step) =>
        new(name, batches * epochs, turn =>
        {
            var source = open(turn);
            if (source.Count != batches)
                throw new InvalidOperationException($"the source of turn '{name}' has {source.Count} batches; {batches} were announced");
            return number => step(source.At(number.InTurn));
        });

    /// <summary>Makes turn number <paramref name="turn"/> of the schedule ready and returns its step.</summary>
    internal Func<StepNumber, Scalars> Open(long turn) => _open(turn);
}

/// <summary>Which step this is: how many steps of the same turn name came before it.</summary>
/// <param name="InRun">Earlier steps of this name in the whole run.</param>
/// <param name="InTurn">Earlier steps of this turn.</param>
internal readonly record struct StepNumber(long InRun, long InTurn);
