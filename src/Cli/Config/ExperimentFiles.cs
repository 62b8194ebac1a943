namespace SeqGan.Cli.Config;

/// <summary>The experiments that come with the program, and those of the user.</summary>
internal static class ExperimentFiles
{
    static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Experiments");

    /// <summary>The shipped experiments by name, each with the first comment of its file.</summary>
    public static IEnumerable<(string Name, string Description)> Shipped() =>
        Directory.EnumerateFiles(_folder, "*.yaml").OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadLines(path).First().TrimStart('#', ' ')));

    /// <summary>Whether an experiment of this name comes along.</summary>
    public static bool IsShipped(string name) => Shipped().Any(one => one.Name == name);

    /// <summary>The file of an experiment.</summary>
    /// <param name="experiment">The path of a file, or a shipped experiment's name.</param>
    /// <returns>Its path, what messages call it, and the name for its runs.</returns>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static (string Path, string Label, string Name) Find(string experiment)
    {
        var name = Path.GetFileNameWithoutExtension(experiment);
        if (File.Exists(experiment)) return (experiment, experiment, name == "config" ? RunName(experiment) : name);
        var shipped = Shipped().Select(one => one.Name).ToArray();
        if (shipped.Contains(experiment)) return (Path.Combine(_folder, experiment + ".yaml"), experiment + ".yaml", experiment);
        if (Directory.Exists(experiment))
            throw new InvalidInputException($"{Line.Of(experiment)} is a folder; give a file of settings{(File.Exists(Path.Combine(experiment, "config.yaml")) ? $", such as {Line.Of(Path.Combine(experiment, "config.yaml"))}" : "")}");
        throw new InvalidInputException(Path.GetExtension(experiment) is ".yaml" or ".yml"
            ? $"there is no file {Line.Of(experiment)}; check the path, or see 'seqgan list' for the experiments that come along"
            : $"there is no experiment '{Line.Of(experiment)}'{Nearest.Hint(experiment, shipped)}");
    }

    // The config.yaml of a run is called like the run.
    static string RunName(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } run ? run : "config";
}
