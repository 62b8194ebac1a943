using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Text.Import;

/// <summary>A policy that was trained elsewhere, as a game that is over: it has nothing to play and everything to save.</summary>
/// <param name="generator">The policy; the caller owns it.</param>
/// <param name="facts">Where it is from.</param>
internal sealed class ImportedGame(TextGenerator generator, IReadOnlyDictionary<string, string> facts) : IGame
{
    readonly Player<Policy> _policy = new("policy", generator.Policy, optim.SGD(generator.Policy.parameters(), 0));

    /// <inheritdoc/>
    public string Name => "import";

    /// <inheritdoc/>
    public long Seed => 0;

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => [_policy];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Action<Stream>> Artifacts => generator.Artifacts;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance => facts;

    /// <inheritdoc/>
    public IEnumerable<Turn> Schedule() => [];

    /// <inheritdoc/>
    public Evaluation Evaluate(string phase) => new([], [.. generator.Generate(20)]);

    /// <summary>Writes what <see cref="TextGenerator.Open"/> needs. A language model is what maximum likelihood leaves: phase mle.</summary>
    public RunDirectory Save(RunDirectory run)
    {
        foreach (var (name, write) in Artifacts) run.Write(name, write);
        run.Checkpoints.Save(this, new SavedState("mle", EndsPhase: true, Interrupted: false, new TrainingState(), [], RunIdentity.Of(this)), new TrainerOptions());
        RunEnvironment.Write(run, this); // last: by it a run is known
        return run;
    }

    /// <inheritdoc/>
    public void Dispose() => _policy.Dispose();
}
