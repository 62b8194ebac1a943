using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>A line of a corpus file.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">Which of the file's lines that are not blank, from 1.</param>
/// <param name="Text">The line.</param>
internal readonly record struct CorpusLine(string File, long Number, string Text);

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

    /// <summary>Streams a split's lines. A hash part that a file of its own replaces is training data.</summary>
    public IEnumerable<CorpusLine> Lines(Split split) => split switch
    {
        Split.Valid when _valid.Length > 0 => All(_valid),
        Split.Test when _test.Length > 0 => All(_test),
        _ => All(_corpus).Where(line => Of(line.Text) == split),
    };

    Split Of(string line) => LineSplit.SplitOf(line) switch
    {
        Split.Valid when _valid.Length == 0 => Split.Valid,
        Split.Test when _test.Length == 0 => Split.Test,
        _ => Split.Train,
    };

    static IEnumerable<CorpusLine> All(string file)
    {
        long number = 0;
        foreach (var text in TextLines.Read(file)) yield return new CorpusLine(file, ++number, text);
    }
}
