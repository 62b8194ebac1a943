using System.Globalization;
using SeqGan.Tokenization;
using TorchSharp;

namespace SeqGan.Training;

/// <summary>
/// The saved states of a run, one folder a step: <c>step-00001200/</c>. A folder is written under a temporary name, sent to
/// the disk and renamed, so that each one that can be seen is whole. Which is the newest is told by reading them.
/// </summary>
public sealed class Checkpoints
{
    const string Pattern = "step-*", Replaced = ".replaced", Aside = "damaged-";

    readonly string _folder;

    internal Checkpoints(string folder) => _folder = folder;

    /// <summary>Makes the streams of the files; tests make them fail.</summary>
    internal Func<string, FileStream>? OpenFile { get; set; }

    /// <summary>The phases that were played to their end, in the order of the run; each has its checkpoint.</summary>
    public IReadOnlyList<string> Phases() => [.. All().Where(one => one.Saved.EndsPhase).Select(one => one.Saved.Phase).Distinct()];

    /// <summary>Whether there is a checkpoint that was saved after this step.</summary>
    /// <param name="step">Steps of the run that were done.</param>
    public bool Has(long step) => Folders().Any(folder => StepOf(folder) == step);

    /// <summary>The newest checkpoint's folder; with <paramref name="phase"/>, the one that closed that phase.</summary>
    /// <exception cref="InvalidInputException">There is none, or one is damaged.</exception>
    public string Find(string? phase = null) => Open(phase).Folder;

    /// <summary>As <see cref="Find"/>; with <paramref name="step"/>, the one that was saved after this step.</summary>
    internal Checkpoint Open(string? phase = null, long? step = null)
    {
        if (step is not null && phase is not null) throw new InvalidInputException("a checkpoint is named by its phase or by its step, not by both; give one of them");
        if (step is not null)
        {
            return Folders().FirstOrDefault(folder => StepOf(folder) == step) is { } found ? Checkpoint.Open(found)
                : throw new InvalidInputException(Invariant($"{_folder} holds no checkpoint of step {step}; there are: {string.Join(", ", Folders().Select(StepOf))}"));
        }
        if (phase is null)
            return Folders().LastOrDefault() is { } newest ? Checkpoint.Open(newest) : throw new InvalidInputException($"{_folder} holds no checkpoint; train the run first");
        return All().LastOrDefault(one => one.Saved.Phase == phase && one.Saved.EndsPhase)
            ?? throw new InvalidInputException($"{_folder} holds no checkpoint that closed phase '{phase}'; there are: {string.Join(", ", Phases())}");
    }

    /// <summary>Saves the game; then removes what need not be kept.</summary>
    /// <returns>The checkpoint's folder.</returns>
    /// <exception cref="IOException">It cannot be written; the earlier ones are as they were.</exception>
    internal string Save(IGame game, SavedState saved, TrainerOptions options)
    {
        var target = Path.Combine(_folder, Invariant($"step-{saved.State.Step:D8}"));
        var temporary = Path.Combine(_folder, $".{Path.GetFileName(target)}.tmp");
        Delete(temporary);
        try
        {
            Directory.CreateDirectory(temporary);
            Checkpoint.Write(temporary, game, saved, OpenFile);
            DirectoryFlush.Flush(temporary);
            if (Directory.Exists(target)) Directory.Move(target, target + Replaced); // a step that was saved once before; it stays in sight
            Directory.Move(temporary, target);
            DirectoryFlush.Flush(_folder);
            Remove(target + Replaced);
            Remove(AsideOf(target)); // it is made again
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            try
            {
                Delete(temporary); // a full disk gets its room back
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // what went wrong first is what matters
            }
            throw;
        }
        Prune(target, options);
        return target;
    }

    /// <summary>
    /// Puts the newest sound checkpoint back into the game. Newer ones are damaged: they are set aside, where none of them counts among
    /// those that are kept, until their steps are saved again.
    /// </summary>
    /// <param name="game">The game, as it was built.</param>
    /// <param name="identity">What it is.</param>
    /// <param name="told">Told of each newer checkpoint that is damaged, and where it is then.</param>
    /// <returns>The checkpoint; null: there is none at all.</returns>
    /// <exception cref="InvalidInputException">It is of another game, or none of them is sound.</exception>
    internal Checkpoint? Restore(IGame game, IReadOnlyDictionary<string, string> identity, Action<string> told)
    {
        var (found, damaged) = ((Checkpoint?)null, new List<string>());
        foreach (var folder in Folders().Reverse())
        {
            try
            {
                Checksums.Verify(folder);
                found = Checkpoint.Open(folder);
                break;
            }
            catch (InvalidInputException error)
            {
                damaged.Add(folder);
                told($"{error.Message}: falling back on the one before");
            }
        }
        if (found is null && Folders().Any()) throw new InvalidInputException($"no checkpoint in {_folder} is sound; start another run, or bring one back from a copy");
        if (found is null) return null;
        RunIdentity.RequireSame(found.Saved.Identity, identity, Path.GetDirectoryName(_folder)!);
        found.Restore(game);
        foreach (var folder in damaged)
        {
            var aside = AsideOf(folder);
            Remove(aside);
            Directory.Move(folder, aside);
            told($"{Path.GetFileName(folder)} is now {aside}, until that step is saved again");
        }
        return found;
    }

    /// <summary>Whether these scores are better, by a metric that the options name, than those of every earlier checkpoint of the phase.</summary>
    internal bool IsBest(string phase, long step, Evaluation evaluation, TrainerOptions options)
    {
        var watched = options.BestOf.ToArray();
        if (watched.Length == 0) return false; // nothing to read the others for
        var rivals = Sound().Where(one => one.Saved.Phase == phase && one.Saved.State.Step < step).Select(one => one.Saved.Scores).ToArray();
        return watched.Any(best => evaluation.Scores.FirstOrDefault(score => score.Name == best.Metric) is { } score
            && rivals.All(rival => !rival.TryGetValue(best.Metric, out var other) || best.Sign * score.Value > best.Sign * other));
    }

    /// <summary>Removes what a process that was killed has left half made.</summary>
    internal void Clean()
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var left in Directory.EnumerateDirectories(_folder, ".*.tmp").ToArray()) Delete(left);
        foreach (var replaced in Directory.EnumerateDirectories(_folder, Pattern + Replaced).ToArray())
            if (Directory.Exists(replaced[..^Replaced.Length])) Remove(replaced);
    }

    void Prune(string saved, TrainerOptions options)
    {
        var all = Sound();
        var scheduled = all.Where(one => !one.Saved.Interrupted).ToArray(); // an interruption's is needed until the next, so that a run's end does not tell of it
        var kept = scheduled.TakeLast(options.Keep).Concat(scheduled.Where(one => one.Saved.EndsPhase)).Concat(Best(scheduled, options)).Select(one => one.Folder).Append(saved).ToHashSet();
        foreach (var old in all.Where(one => !kept.Contains(one.Folder))) Remove(old.Folder);
    }

    // Of every phase the best by each metric that is watched; of equal ones the first.
    static IEnumerable<Checkpoint> Best(IEnumerable<Checkpoint> all, TrainerOptions options) =>
        from best in options.BestOf
        from phase in all.Where(one => one.Saved.Scores.ContainsKey(best.Metric)).GroupBy(one => one.Saved.Phase)
        select phase.MaxBy(one => best.Sign * one.Saved.Scores[best.Metric]);

    // Out of sight first: should the process end in between, no checkpoint is left that lacks a file.
    void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var hidden = Path.Combine(_folder, ".removed.tmp");
        Delete(hidden);
        Directory.Move(folder, hidden);
        Delete(hidden);
    }

    static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    string AsideOf(string folder) => Path.Combine(_folder, Aside + Path.GetFileName(folder).Replace(Replaced, "", StringComparison.Ordinal));

    // By step; of the same step the replaced one first.
    IEnumerable<string> Folders() => Directory.Exists(_folder)
        ? Directory.EnumerateDirectories(_folder, Pattern).OrderBy(folder => folder.Replace(Replaced, ""), StringComparer.Ordinal).ThenBy(folder => !folder.EndsWith(Replaced, StringComparison.Ordinal))
        : [];

    static long? StepOf(string folder) => long.TryParse(Path.GetFileName(folder).Split('-')[1].Replace(Replaced, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;

    IEnumerable<Checkpoint> All() => Folders().Select(Checkpoint.Open);

    // A damaged one neither hinders the training nor is removed by it.
    List<Checkpoint> Sound()
    {
        var sound = new List<Checkpoint>();
        foreach (var folder in Folders())
        {
            try
            {
                sound.Add(Checkpoint.Open(folder));
            }
            catch (InvalidInputException)
            {
                continue;
            }
        }
        return sound;
    }
}
