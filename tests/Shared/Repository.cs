using System.Runtime.CompilerServices;

namespace SeqGan.TestSupport;

/// <summary>Paths that tests look at: the repository, and the real corpora that may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>A file of the shared corpora, or a skipped test where they are absent.</summary>
    public static string SharedCorpus(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpora", relative));
        Skip.IfNot(Path.Exists(path), $"the shared corpus {relative} is not on this machine");
        return path;
    }

    static string Here([CallerFilePath] string path = "") => path;
}
