using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>A line of a corpus file.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">Which of the file's lines that are not blank, from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Split">What it is for.</param>
internal readonly record struct CorpusLine(string File, long Number, string Text, Split Split);

/// <summary>Which lines belong to which split: files of their own where given, else parts of the corpus by line hash.</summary>
internal sealed class CorpusSources
{
    readonly string _corpus;
    readonly string _valid;
    readonly string _test;

    public CorpusSources(string corpus, string valid, string test)
    {
        (_corpus, _valid, _test) = (corpus, valid, test);
        foreach (var file in Files)
        {
            if (Directory.Exists(file)) throw new InvalidInputException($"{file} is a folder; give a text file, plain or gzip");
            if (!File.Exists(file)) throw new InvalidInputException($"{file} is not there; give the path of a text file, plain or gzip");
        }
    }

    public IEnumerable<string> Files => new[] { _corpus, _valid, _test }.Where(file => file.Length > 0);

    /// <summary>Streams all lines once, file after file. A hash part that a file of its own replaces is training data.</summary>
    public IEnumerable<CorpusLine> Lines()
    {
        foreach (var line in Lines(_corpus, Of)) yield return line;
        if (_valid.Length > 0)
            foreach (var line in Lines(_valid, _ => Split.Valid)) yield return line;
        if (_test.Length > 0)
            foreach (var line in Lines(_test, _ => Split.Test)) yield return line;
    }

    /// <summary>Streams the training lines.</summary>
    public IEnumerable<string> Training() => Lines(_corpus, Of).Where(line => line.Split == Split.Train).Select(line => line.Text);

    Split Of(string line) => LineSplit.SplitOf(line) switch
    {
        Split.Valid when _valid.Length == 0 => Split.Valid,
        Split.Test when _test.Length == 0 => Split.Test,
        _ => Split.Train,
    };

    static IEnumerable<CorpusLine> Lines(string file, Func<string, Split> split)
    {
        long number = 0;
        foreach (var text in TextLines.Read(file)) yield return new CorpusLine(file, ++number, text, split(text));
    }
}
