using SeqGan.Cli.Config;

namespace SeqGan.Cli.Commands;

/// <summary>The value of <c>--out</c> where it is a folder that may be there.</summary>
internal static class OutFolder
{
    /// <summary>Makes the folder.</summary>
    /// <param name="given">What was given; null: nothing.</param>
    /// <param name="otherwise">The folder where nothing was given.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="InvalidInputException">It is a file, or has no name.</exception>
    public static string Create(string? given, string otherwise)
    {
        var folder = given ?? otherwise;
        if (folder.Length == 0) throw new InvalidInputException("--out has no name; give a folder");
        return File.Exists(folder) ? throw new InvalidInputException($"--out: {Line.Of(folder)} is a file; give a folder") : Directory.CreateDirectory(folder).FullName;
    }
}
