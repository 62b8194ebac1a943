namespace SeqGan.TestSupport;

/// <summary>Paths that tests look at: the repository, and the real corpora that may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file of the shared corpora, or a skipped test where they are absent.</summary>
    public static string SharedCorpus(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpora", relative));
        Skip.IfNot(Path.Exists(path), $"the shared corpus {relative} is not on this machine");
        return path;
    }

    static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SeqGan.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("SeqGan.sln is in no folder above the tests");
    }
}
