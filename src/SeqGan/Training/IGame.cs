using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>
/// A GAN as the trainer sees it: players, a schedule of turns, and what to show at an evaluation.
/// The game owns its steps (networks, losses, what a batch means); the <see cref="Trainer"/> owns cadence
/// (order, seeds, dispose scopes, logging, files, cancellation).
/// </summary>
public interface IGame : IDisposable
{
    /// <summary>Short name, e.g. <c>seqgan</c>; it appears in logs and progress.</summary>
    string Name { get; }

    /// <summary>The one seed from which every random number of the run is derived.</summary>
    long Seed { get; }

    /// <summary>Who plays. A module that two players train (each with its own optimiser) is saved once, under the first one's name.</summary>
    IReadOnlyList<Player> Players { get; }

    /// <summary>
    /// Tensors besides the players' that the next step depends on (a copy of a policy that lags behind it), by name: the
    /// live ones, which a checkpoint reads and a resumed run writes into.
    /// </summary>
    IReadOnlyDictionary<string, Tensor> Extras => new Dictionary<string, Tensor>();

    /// <summary>
    /// The plan of the whole run, in the order of the paper's algorithm. Enumerating it touches no tensor, no random
    /// number and no clock, so that it can be enumerated again (to count the steps, to skip turns that are done).
    /// </summary>
    IEnumerable<Turn> Schedule();

    /// <summary>Scores and samples of the players as they stand. Must not change them. Runs inside a dispose scope.</summary>
    /// <param name="phase">The phase that is being played, for games whose phases train different players.</param>
    Evaluation Evaluate(string phase);

    /// <summary>Every option of the game by name: a run is only gone on with by a game whose options are equal.</summary>
    IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>What a run directory must hold besides the weights so that the generator can be opened again: file name to writer.</summary>
    IReadOnlyDictionary<string, Action<Stream>> Artifacts => new Dictionary<string, Action<Stream>>();

    /// <summary>Facts about the data (files, hashes, sizes of the splits), for the run's environment.json and log.</summary>
    IReadOnlyDictionary<string, string> Provenance => new Dictionary<string, string>();
}
