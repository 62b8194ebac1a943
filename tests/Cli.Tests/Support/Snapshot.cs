namespace SeqGan.Cli.Tests.Support;

/// <summary>Every byte below a folder, to be compared with what is there later.</summary>
internal static class Snapshot
{
    /// <summary>A line for each folder, link and file; a file's with its bytes.</summary>
    public static string[] Of(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(entry => $"{Path.GetRelativePath(folder, entry.FullName)} {Content(entry)}").Order(StringComparer.Ordinal),
    ];

    static string Content(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => $"-> {target}",
        FileInfo file => Convert.ToHexString(File.ReadAllBytes(file.FullName)),
        _ => "",
    };
}
