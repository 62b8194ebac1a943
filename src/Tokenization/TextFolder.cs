using System.IO.Enumeration;

namespace SeqGan.Tokenization;

/// <summary>A folder of texts.</summary>
public static class TextFolder
{
    /// <summary>
    /// The files below a folder by their relative paths (with '/'), in ordinal order. Hidden files and folders are skipped, and folders
    /// that are links, which may lead in circles.
    /// </summary>
    /// <param name="folder">Where to look.</param>
    /// <exception cref="InvalidInputException">There is no such folder, it cannot be read, or it has no file.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) throw new InvalidInputException($"{folder}: there is no such folder; check the path");
        try
        {
            string[] files = [.. Entries(Path.GetFullPath(folder)).Order(StringComparer.Ordinal)];
            return files.Length > 0 ? files : throw new InvalidInputException($"{folder} is a folder without a file (hidden ones do not count); give one with files");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{folder}: cannot be read: {Quoted.Text(error.Message)}; check its permissions", error);
        }
    }

    static FileSystemEnumerable<string> Entries(string folder) => new(
        folder,
        (ref entry) => Path.GetRelativePath(folder, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/'),
        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };
}
