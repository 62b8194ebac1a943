using SeqGan.Formats;
using SeqGan.Tokenization;
using TorchSharp;
using TorchSharp.PyBridge;

namespace SeqGan.Training;

/// <summary>
/// Saved players, one folder a step: <c>step-00001200/</c> with a safetensors file for every network and state.json.
/// A folder is written under a temporary name and renamed, so that each one that can be seen is whole.
/// </summary>
public sealed class Checkpoints
{
    const string StateFile = "state.json";

    readonly string _folder;

    internal Checkpoints(string folder) => _folder = folder;

    /// <summary>Saves the players' weights and the state; then removes what is older than the newest <paramref name="keep"/> and closed no phase.</summary>
    /// <returns>The checkpoint's folder.</returns>
    internal string Save(IGame game, TrainingState state, string phase, bool endsPhase, int keep)
    {
        var name = Invariant($"step-{state.Step:D8}");
        var (target, temporary) = (Path.Combine(_folder, name), Path.Combine(_folder, $".{name}.tmp"));
        Remove(temporary);
        try
        {
            Directory.CreateDirectory(temporary);
            foreach (var player in OnePerModule(game.Players))
                AtomicFile.Write(Path.Combine(temporary, player.Name + ".safetensors"), stream => player.Weights.save_safetensors(stream, leaveOpen: true));
            var header = new Header(game.Name, game.Seed, state.Step, state.Turn, state.Cursor, phase, endsPhase, state.Counts);
            AtomicFile.Write(Path.Combine(temporary, StateFile), stream => RunFile.WriteJson(stream, header));
            Remove(target);
            Directory.Move(temporary, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            try
            {
                Remove(temporary); // a full disk gets its room back
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // what went wrong first is what matters
            }
            throw;
        }
        Prune(keep);
        return target;
    }

    /// <summary>The phases that were played to their end, in the order of the run; each has its checkpoint.</summary>
    public IReadOnlyList<string> Phases() => [.. All().Where(one => one.Header.EndsPhase).Select(one => one.Header.Phase).Distinct()];

    /// <summary>The newest checkpoint's folder; with <paramref name="phase"/>, the one that closed that phase.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public string Find(string? phase = null)
    {
        var all = All();
        var found = phase is null ? all.LastOrDefault() : all.LastOrDefault(one => one.Header.Phase == phase && one.Header.EndsPhase);
        if (found is not null) return found.Folder;
        var phases = Phases();
        throw new InvalidInputException(phase is null
            ? $"{_folder} holds no checkpoint; train the run first"
            : $"{_folder} holds no checkpoint that closed phase '{phase}'; there are: {string.Join(", ", phases)}");
    }

    /// <summary>Loads a network's weights from a checkpoint, strictly: every name, no other, equal shapes.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or belongs to another network.</exception>
    internal static void Load(string checkpoint, string player, torch.nn.Module module)
    {
        RunFile.Read(Path.Combine(checkpoint, player + ".safetensors"), stream =>
        {
            try
            {
                SafetensorsFile.Validate(stream);
                return module.load_safetensors(stream);
            }
            catch (Exception error) when (error is not (IOException or OutOfMemoryException))
            {
                throw new InvalidDataException(error.Message, error); // names or shapes of another network
            }
        });
    }

    static IEnumerable<Player> OnePerModule(IEnumerable<Player> players) => players.DistinctBy(player => player.Weights);

    void Prune(int keep)
    {
        foreach (var old in All().SkipLast(keep).Where(one => !one.Header.EndsPhase)) Remove(old.Folder);
    }

    // Out of sight first: should the process end in between, no checkpoint is left that lacks a file.
    void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var hidden = Path.Combine(_folder, ".removed.tmp");
        if (Directory.Exists(hidden)) Directory.Delete(hidden, recursive: true);
        Directory.Move(folder, hidden);
        Directory.Delete(hidden, recursive: true);
    }

    List<Found> All()
    {
        if (!Directory.Exists(_folder)) return [];
        return [.. Directory.EnumerateDirectories(_folder, "step-*").Order(StringComparer.Ordinal).Select(folder => new Found(folder, HeaderOf(folder)))];
    }

    static Header HeaderOf(string folder)
    {
        try
        {
            return RunFile.ReadJson<Header>(Path.Combine(folder, StateFile));
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{error.Message}, or remove {Path.GetFileName(folder)} to fall back on an earlier checkpoint", error);
        }
    }

    sealed record Found(string Folder, Header Header);

    sealed record Header(string Game, long Seed, long Step, long Turn, long Cursor, string Phase, bool EndsPhase, SortedDictionary<string, long> Counts);
}
