using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>The trainer's cadence. What is learned, and how, is in the game's own options.</summary>
public sealed record TrainerOptions
{
    /// <summary>Rounds between evaluations inside a phase; the end of a phase is always evaluated. 0: only there.</summary>
    public int EvaluateEvery { get; init; } = 10;

    /// <summary>Rounds between checkpoints inside a phase; the end of a phase is always saved. 0: only there.</summary>
    public int SaveEvery { get; init; }

    /// <summary>Checkpoints that stay: the newest ones, those that closed a phase, and the best ones (keep-highest, keep-lowest).</summary>
    public int Keep { get; init; } = 2;

    /// <summary>Keeps the checkpoint of each phase with the highest value of this metric too, e.g. bleu-2; empty: none.</summary>
    public string KeepHighest { get; init; } = "";

    /// <summary>Keeps the checkpoint of each phase with the lowest value of this metric too, e.g. nll-test; empty: none.</summary>
    public string KeepLowest { get; init; } = "";

    /// <summary>The metrics that are watched, with 1 where more is better and -1 where less is.</summary>
    public IEnumerable<(string Metric, int Sign)> BestOf => new[] { (KeepHighest, 1), (KeepLowest, -1) }.Where(one => one.Item1.Length > 0);

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range.</exception>
    public void Validate()
    {
        if (EvaluateEvery < 0) throw new InvalidInputException($"evaluate-every is {EvaluateEvery}; give 0 or more rounds");
        if (SaveEvery < 0) throw new InvalidInputException($"save-every is {SaveEvery}; give 0 or more rounds");
        if (Keep < 1) throw new InvalidInputException($"keep is {Keep}; give 1 or more checkpoints");
    }
}
