using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>A file of a corpus, or a folder with all files below it.</summary>
internal sealed class CorpusPath
{
    readonly string _path;
    readonly string _name;
    readonly bool _isFolder;

    /// <exception cref="InvalidInputException">It is not there, or a folder without a file.</exception>
    public CorpusPath(string path)
    {
        if (!Path.Exists(path)) throw new InvalidInputException($"{path} is not there; give the path of a file or folder of texts");
        (_path, _isFolder) = (path, Directory.Exists(path));
        if (!_isFolder) RefusePipe(path);
        _name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        Names = _isFolder ? TextFolder.Files(path) : [_name];
    }

    /// <summary>The name of the file, or the relative paths of the folder's files in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where one of <see cref="Names"/> lies.</summary>
    public string PathOf(string name) => _isFolder ? Path.Combine(_path, name) : _path;

    /// <summary>
    /// The SHA-256 of the file; of a folder, that of its files' list: a line <c>hash  path</c> each, as sha256sum writes.
    /// </summary>
    public (string Fact, string Value) Fingerprint() => _isFolder ? FileHash.Of(_path, Names) : FileHash.Of(_path);

    // It would be empty at the second reading.
    static void RefusePipe(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.CanSeek) return;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return; // the reader has a message for it
        }
        throw new InvalidInputException($"{path} is a pipe, and a corpus is read more than once; write it to a file first");
    }
}
