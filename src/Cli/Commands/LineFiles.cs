namespace SeqGan.Cli.Commands;

/// <summary>The files of lines of one evaluation.</summary>
/// <param name="Paths">The systems' lines, a file each; none twice.</param>
/// <param name="References">What they are compared with.</param>
/// <param name="Training">What they may have copied; null: nobody asks.</param>
/// <param name="Paired">Line i of every file answers line i, so that blank ones count.</param>
/// <param name="Texts">Who reads.</param>
internal sealed record LineFiles(IReadOnlyList<string> Paths, IReadOnlyList<string> References, string? Training, bool Paired, EvaluatedTexts Texts)
{
    /// <summary>What the systems are called: their files' names, or their paths where two files have one name.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            string[] names = [.. Paths.Select(path => Path.GetFileName(EvaluatedTexts.NameOf(path)))];
            return names.Distinct().Count() == names.Length ? names : Paths;
        }
    }

    /// <summary>The lines of a file, split; at least one.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, has no line, or one that cannot be split.</exception>
    public IReadOnlyList<T[]> Lines<T>(string path, Func<string, T[]> split) => Lines(path, split, Paired);

    /// <inheritdoc cref="Lines{T}(string, Func{string, T[]})"/>
    public IReadOnlyList<T[]> Lines<T>(string path, Func<string, T[]> split, bool keepBlank)
    {
        var lines = new List<T[]>();
        foreach (var record in Texts.Read(path, keepBlank))
        {
            try
            {
                lines.Add(split(record.Text));
            }
            catch (InvalidInputException error)
            {
                throw new InvalidInputException(Invariant($"{EvaluatedTexts.NameOf(path)}: line {record.Line}: {error.Message}"), error);
            }
        }
        return lines.Count > 0 ? lines : throw new InvalidInputException($"{EvaluatedTexts.NameOf(path)} has no line of text; give a file with one text a line");
    }
}
