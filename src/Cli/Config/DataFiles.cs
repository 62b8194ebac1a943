namespace SeqGan.Cli.Config;

/// <summary>Where the files that an experiment names are looked for.</summary>
internal static class DataFiles
{
    /// <summary>The full path of a file or folder: below the current folder, else below the experiment's, else beside the program (the corpora that come with it).</summary>
    /// <exception cref="InvalidInputException">It is in none of them.</exception>
    public static string Locate(string key, string path, string folder, string? place)
    {
        if (Candidates(path, Environment.CurrentDirectory, folder, AppContext.BaseDirectory).FirstOrDefault(Path.Exists) is { } found) return found;
        var where = place is null ? "" : $" ({place})";
        throw new InvalidInputException($"{key}: there is no file {Line.Of(path)}, neither below the current folder nor beside the experiment; check the path{where}");
    }

    /// <summary>The full path of a folder: below the current one, else below the experiment's.</summary>
    /// <exception cref="InvalidInputException">It is in neither.</exception>
    public static string LocateFolder(string key, string path, string folder) =>
        Candidates(path, Environment.CurrentDirectory, folder).FirstOrDefault(Directory.Exists)
        ?? throw new InvalidInputException($"{key}: there is no folder {Line.Of(path)}, neither below the current folder nor beside the experiment; check the path");

    // A zero character, which YAML can write, is in no path.
    static IEnumerable<string> Candidates(string path, params IEnumerable<string> folders) =>
        path.Contains('\0') ? [] : folders.Select(parent => Path.GetFullPath(path, Path.GetFullPath(parent)));
}
