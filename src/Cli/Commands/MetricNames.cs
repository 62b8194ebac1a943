using SeqGan.Cli.Config;

namespace SeqGan.Cli.Commands;

/// <summary>The value of <c>--metric</c>.</summary>
internal static class MetricNames
{
    /// <summary>The metrics named in a list with commas, each once, out of those there are.</summary>
    /// <exception cref="InvalidInputException">A name is unknown.</exception>
    public static IReadOnlyList<T> Parse<T>(string names, IReadOnlyList<T> all, Func<T, string> nameOf)
    {
        string[] known = [.. all.Select(nameOf)];
        return [.. names.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(name => Array.IndexOf(known, name) is >= 0 and var at
            ? all[at]
            : throw new InvalidInputException($"--metric: there is no metric '{Line.Of(name)}'{Nearest.Hint(name, known)}"))];
    }
}
