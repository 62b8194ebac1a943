using System.Text.Json;
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
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    readonly string _folder;

    internal Checkpoints(string folder) => _folder = folder;

    /// <summary>Saves the players' weights and the state; then removes what is older than the newest <paramref name="keep"/> and closed no phase.</summary>
    /// <returns>The checkpoint's folder.</returns>
    internal string Save(IGame game, TrainingState state, string phase, bool endsPhase, int keep)
    {
        var name = Invariant($"step-{state.Step:D8}");
        var (target, temporary) = (Path.Combine(_folder, name), Path.Combine(_folder, $".{name}.tmp"));
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        foreach (var player in OnePerModule(game.Players))
            AtomicFile.Write(Path.Combine(temporary, player.Name + ".safetensors"), stream => player.Weights.save_safetensors(stream, leaveOpen: true));
        var header = new Header(game.Name, game.Seed, state.Step, state.Turn, state.Cursor, phase, endsPhase, state.Counts);
        AtomicFile.Write(Path.Combine(temporary, "state.json"), stream => JsonSerializer.Serialize(stream, header, Json));
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(temporary, target);
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
        var path = Path.Combine(checkpoint, player + ".safetensors");
        try
        {
            using var stream = File.OpenRead(path);
            module.load_safetensors(stream);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new InvalidInputException($"{path} cannot be loaded: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    static IEnumerable<Player> OnePerModule(IEnumerable<Player> players) => players.DistinctBy(player => player.Weights);

    void Prune(int keep)
    {
        foreach (var old in All().SkipLast(keep).Where(one => !one.Header.EndsPhase)) Directory.Delete(old.Folder, recursive: true);
    }

    List<Found> All()
    {
        var found = new List<Found>();
        if (!Directory.Exists(_folder)) return found;
        foreach (var folder in Directory.EnumerateDirectories(_folder, "step-*").Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, "state.json");
            if (!File.Exists(path)) continue;
            try
            {
                using var stream = File.OpenRead(path);
                if (JsonSerializer.Deserialize<Header>(stream, Json) is { } header) found.Add(new Found(folder, header));
            }
            catch (JsonException error)
            {
                throw new InvalidInputException($"{path} is damaged: {error.Message.ReplaceLineEndings(" ")}; remove that folder to fall back on an earlier checkpoint");
            }
        }
        return found;
    }

    sealed record Found(string Folder, Header Header);

    sealed record Header(string Game, long Seed, long Step, long Turn, long Cursor, string Phase, bool EndsPhase, SortedDictionary<string, long> Counts);
}
