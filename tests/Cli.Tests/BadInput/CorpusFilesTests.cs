using System.Text;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Files that are no corpus: one line that names the file, the place and the remedy, and nothing is made.</summary>
public sealed class CorpusFilesTests : IDisposable
{
    static readonly Dictionary<string, byte[]> _files = new()
    {
        ["lines.txt"] = Text("a b c d\n", "b c d e\n", "c d e f\n"),
        ["empty.txt"] = [],
        ["blank.txt"] = Text("\n \n\t\n"),
        ["one-line.txt"] = Text("a b c\n"),
        ["binary.txt"] = [.. Text("first line\n"), 0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 1, 2],
        ["latin1.txt"] = [.. Text("a b\n", "c d\n", "caf"), 0xE9, (byte)'\n'],
        ["utf16.txt"] = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a b\nc d\n")],
        ["utf16-bare.txt"] = Encoding.Unicode.GetBytes("a b\nc d\n"),
        ["one-word.txt"] = Text([.. Enumerable.Repeat("word word word\n", 50)]),
        ["single-tokens.txt"] = Text([.. Enumerable.Range(0, 50).Select(i => $"{i}\n")]),
        ["endless.txt"] = [.. Enumerable.Repeat((byte)'x', (1 << 20) + 10)],
        ["damaged.gz"] = [0x1F, 0x8B, 8, 0, .. Text("no deflate stream")],
        ["long-line.txt"] = Text("a b\n", "c d\n", "a b c d e f g\n"),
        ["word.ids"] = Text("1 2 3\n", "\n", "4 five 6\n"),
        ["negative.ids"] = Text("1 -2 3\n"),
        ["huge.ids"] = Text([.. Enumerable.Repeat("1 2000000000 3\n", 50)]),
        ["ragged.ids"] = Text([.. Enumerable.Repeat("1 2 3\n1 2\n", 50)]),
    };

    readonly TemporaryFolder _folder = new();

    public CorpusFilesTests()
    {
        TinyExperiment.Write(_folder, "rounds: 1");
        foreach (var (name, bytes) in _files) File.WriteAllBytes(_folder.File(name), bytes);
    }

    public void Dispose() => _folder.Dispose();

    static byte[] Text(params string[] parts) => Encoding.UTF8.GetBytes(string.Concat(parts));

    [Theory]
    [InlineData("nowhere.txt", "", "data: there is no file nowhere.txt", "check the path (--data)")]
    [InlineData("empty.txt", "", "empty.txt: the training text has no token", "give more text")]
    [InlineData("blank.txt", "", "blank.txt: the training text has no token", "give more text")]
    [InlineData("one-line.txt", "", "one-line.txt has 1 training line(s) after the split; give at least 2")]
    [InlineData("binary.txt", "", "binary.txt: line 2, byte 15: the text holds a zero byte", "give UTF-8 text")]
    [InlineData("latin1.txt", "", "latin1.txt: line 3, byte 11: the text is not UTF-8; convert it")]
    [InlineData("utf16.txt", "", "utf16.txt: line 1, byte 0: the text is UTF-16; convert it to UTF-8")]
    [InlineData("utf16-bare.txt", "", "utf16-bare.txt: line 1, byte 1: the text holds a zero byte, so it is a binary file or UTF-16")]
    [InlineData("one-word.txt", "tokenizer=word", "one-word.txt: the vocabulary has 5 ids, of which 4 cannot be generated", "give more varied text")]
    [InlineData("single-tokens.txt", "tokenizer=word", "single-tokens.txt: the longest sequence has 1 token(s); at least 2 are needed: give longer lines")]
    [InlineData("endless.txt", "", "endless.txt: line 1 (byte 0) is longer than 1048576 bytes; put one text on a line")]
    [InlineData("damaged.gz", "", "damaged.gz: line 1: the gzip data are damaged or cut short; fetch the file again")]
    [InlineData("long-line.txt", "tokenizer=word max-length=4", "long-line.txt: line 3 has 7 tokens, max-length is 4; set max-length=7, or long-lines to drop or cut")]
    [InlineData("lines.txt", "min-count=1000", "lines.txt: the training text has no token that occurs 1000 times", "a smaller minimum count")]
    [InlineData("lines.txt", "valid=latin1.txt", "latin1.txt: line 3, byte 11: the text is not UTF-8")]
    [InlineData("word.ids", "format=ids", "word.ids: line 3: 'five' at column 3 is no id; give integers")]
    [InlineData("negative.ids", "format=ids", "negative.ids: line 1: '-2' at column 3 is no id; give integers")]
    [InlineData("huge.ids", "format=ids", "huge.ids: this needs", "of memory or more", "this machine has")]
    [InlineData("ragged.ids", "format=ids", "ragged.ids has id sequences of 2 to 3 ids; they must have one length")]
    public void Training_refuses(string file, string settings, params string[] message)
    {
        var before = Snapshot.Of(_folder.Path);
        Train(file, settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }

    [SkippableFact]
    public void Training_refuses_what_can_be_read_only_once() =>
        Seqgan.Script(_folder.Path, "seqgan train experiments/tiny.yaml --data <(cat lines.txt)").AssertRefused("is a pipe, and a corpus is read more than once; write it to a file first");

    [Theory]
    [InlineData("nowhere.txt", "nowhere.txt: there is no such file; check the path")]
    [InlineData("blank.txt", "blank.txt has no line of text")]
    [InlineData("binary.txt", "binary.txt: line 2, byte 15: the text holds a zero byte")]
    [InlineData("latin1.txt", "latin1.txt: line 3, byte 11: the text is not UTF-8; convert it")]
    [InlineData("utf16.txt", "utf16.txt: line 1, byte 0: the text is UTF-16; convert it to UTF-8")]
    [InlineData("experiments", "experiments: is a folder; give a text file")]
    public void Evaluating_refuses_it_as_a_reference(string file, string message) =>
        Seqgan.Run(_folder.Path, "evaluate", "lines.txt", "--reference", file).AssertRefused(message);

    [Theory]
    [InlineData("binary.txt", "binary.txt: line 2, byte 15: the text holds a zero byte")]
    [InlineData("latin1.txt", "latin1.txt: line 3, byte 11: the text is not UTF-8; convert it")]
    [InlineData("one-line.txt", "one-line.txt has one line, and Self-BLEU compares lines with each other; give more of them, or choose --metric bleu,distinct")]
    public void Evaluating_refuses_it_as_what_was_generated(string file, string message) =>
        Seqgan.Run(_folder.Path, "evaluate", file, "--reference", "lines.txt").AssertRefused(message);

    Outcome Train(string file, string[] settings) =>
        Seqgan.Run(_folder.Path, ["train", "experiments/tiny.yaml", "--data", file, .. settings.Length > 0 ? ["--set", .. settings] : Array.Empty<string>()]);
}
