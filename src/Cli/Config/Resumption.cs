using SeqGan.Data;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Config;

/// <summary>Which run <c>--resume</c> goes on with, and whether an experiment is that run's.</summary>
internal static class Resumption
{
    // What changes no number of the run. Where a corpus lies is free; what is in it is told by its hash.
    static readonly string[] _free =
    [
        Keys.Of(nameof(ExperimentOptions.Data)), Keys.Of(nameof(CorpusOptions.Valid)), Keys.Of(nameof(CorpusOptions.Test)), "oracle." + Keys.Of(nameof(OracleOptions.Weights)),
        Keys.Of(nameof(TrainerOptions.SaveEvery)), Keys.Of(nameof(TrainerOptions.Keep)), Keys.Of(nameof(TrainerOptions.KeepHighest)), Keys.Of(nameof(TrainerOptions.KeepLowest)),
    ];

    /// <summary>The run of an experiment below <c>runs/</c>; its first, where there is none yet.</summary>
    /// <exception cref="InvalidInputException">There are several.</exception>
    public static string FindRun(string path)
    {
        var (parent, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        string[] runs = Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent, name + "*").Where(run => IsNumbered(Path.GetFileName(run)[name.Length..])).Order(StringComparer.Ordinal)]
            : [];
        return runs.Length < 2 ? runs.FirstOrDefault(path)
            : throw new InvalidInputException($"there are several runs: {string.Join(", ", runs)}; say with --out which one is to go on");
    }

    /// <summary>Refuses to go on with a run that was started with other settings.</summary>
    /// <exception cref="InvalidInputException">A setting differs; the message names it.</exception>
    public static void RequireSame(Experiment experiment, string directory)
    {
        var config = Path.Combine(directory, "config.yaml");
        if (!File.Exists(config)) return;
        var stored = YamlSettings.Read(config, config);
        var before = Experiment.Resolve(stored).Values().Where(one => stored.Find(one.Key) is not null).ToDictionary(one => one.Key, one => one.Value);
        foreach (var (key, now) in experiment.Values())
        {
            var then = before.GetValueOrDefault(key);
            if (now != then && !_free.Contains(key))
                throw new InvalidInputException($"{key} is {now}, but {then ?? "missing"} in {config}; go on with 'seqgan train {Path.GetDirectoryName(config)} --resume', or start another run");
        }
    }

    /// <summary>Refuses to go on with other data.</summary>
    /// <exception cref="InvalidInputException">Its hash differs.</exception>
    public static void RequireSame(IReadOnlyDictionary<string, string> provenance, string data, string directory)
    {
        if (!File.Exists(Path.Combine(directory, "environment.json"))) return; // ended before it knew
        TextExperiment.RequireTrainedOn(RunDirectory.Open(directory), provenance, data);
    }

    static bool IsNumbered(string rest) => rest.Length == 0 || (rest.Length > 1 && rest[0] == '-' && rest.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
}
