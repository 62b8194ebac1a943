using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>A text of a corpus.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">The line it starts on, from 1.</param>
/// <param name="Text">The text.</param>
/// <param name="Split">What it is for.</param>
/// <param name="Source">The file's name, or its path below the corpus's folder.</param>
/// <param name="Label">Its label; null where there are none.</param>
/// <param name="Weight">Its weight.</param>
internal readonly record struct CorpusLine(string File, long Number, string Text, Split Split, string Source, string? Label, double Weight)
{
    /// <summary>Where it stands, for messages.</summary>
    public string Place => Invariant($"{File}: line {Number}");
}

/// <summary>Which texts belong to which split: files of their own where given, else parts of the corpus by line hash.</summary>
internal sealed class CorpusSources
{
    readonly CorpusPath _corpus;
    readonly CorpusPath? _valid;
    readonly CorpusPath? _test;
    readonly RecordOptions _records;

    /// <exception cref="InvalidInputException">A file or folder is not there.</exception>
    public CorpusSources(string corpus, CorpusOptions options)
    {
        _corpus = new CorpusPath(corpus);
        (_valid, _test) = (Path(options.Valid), Path(options.Test));
        _records = options.Records;
        IsFolder = Directory.Exists(corpus);
        static CorpusPath? Path(string path) => path.Length == 0 ? null : new CorpusPath(path);
    }

    /// <summary>Whether the training texts come from a folder.</summary>
    public bool IsFolder { get; }

    /// <summary>The hashes of the files.</summary>
    public IEnumerable<(string Fact, string Value)> Fingerprints()
    {
        var seen = new HashSet<string>();
        foreach (var (path, role) in new[] { (_corpus, "corpus"), (_valid, "valid"), (_test, "test") })
        {
            if (path?.Fingerprint() is not var (fact, value)) continue;
            yield return (seen.Add(fact) ? fact : $"{fact} ({role})", value);
        }
    }

    /// <summary>Streams all texts once, file after file. A hash part that a file of its own replaces is training data.</summary>
    public IEnumerable<CorpusLine> Lines()
    {
        foreach (var line in Lines(_corpus, _records, Of)) yield return line;
        var bare = _records with { Label = "", Weight = "" }; // nothing is drawn from held-out texts
        if (_valid is not null)
            foreach (var line in Lines(_valid, bare, _ => Split.Valid)) yield return line;
        if (_test is not null)
            foreach (var line in Lines(_test, bare, _ => Split.Test)) yield return line;
    }

    /// <summary>Streams the training texts.</summary>
    public IEnumerable<CorpusLine> Training() => Lines(_corpus, _records, Of).Where(line => line.Split == Split.Train);

    Split Of(string line) => LineSplit.SplitOf(line) switch
    {
        Split.Valid when _valid is null => Split.Valid,
        Split.Test when _test is null => Split.Test,
        _ => Split.Train,
    };

    static IEnumerable<CorpusLine> Lines(CorpusPath path, RecordOptions options, Func<string, Split> split)
    {
        foreach (var (source, file) in path.Names.Select(name => (name, path.PathOf(name))))
        {
            foreach (var record in TextRecords.Read(file, options))
                yield return new CorpusLine(file, record.Line, record.Text, split(record.Text), source, record.Label, record.Weight);
        }
    }
}
