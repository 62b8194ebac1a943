using System.IO.Compression;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>One corpus in every shape: whatever holds the texts, the training is the same to the last digit.</summary>
public sealed class DataTests(DataTests.PlainRun plain) : IClassFixture<DataTests.PlainRun>
{
    static readonly string[] _quick = ["--set", "pretrain-epochs=1", "discriminator-pretrain=0"];

    /// <summary>The training on the plain lines.</summary>
    public sealed class PlainRun : IDisposable
    {
        public PlainRun()
        {
            TinyExperiment.Write(Folder, "rounds: 1");
            Lines = File.ReadAllLines(Folder.File("experiments/lines.txt"));
            Assert.Equal(0, Seqgan.Run(Folder.Path, ["train", "experiments/tiny.yaml", "--out", "plain", .. _quick]).Code);
        }

        public TemporaryFolder Folder { get; } = new();

        internal string[] Lines { get; }

        public void Dispose() => Folder.Dispose();
    }

    string[] Lines => plain.Lines;

    Outcome Train(string data, string name, params string[] settings) =>
        Seqgan.Run(plain.Folder.Path, ["train", "experiments/tiny.yaml", "--data", data, "--out", name, .. _quick, .. settings]);

    void AssertSame(string data, string name, params string[] settings)
    {
        var outcome = Train(data, name, settings);
        Assert.True(outcome.Code == 0, outcome.Errors);
        Assert.Equal(File.ReadAllText(plain.Folder.File("plain/metrics.jsonl")), File.ReadAllText(plain.Folder.File(name + "/metrics.jsonl")));
    }

    string Write(string name, params IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(plain.Folder.File(name))!);
        File.WriteAllLines(plain.Folder.File(name), lines);
        return name;
    }

    [Fact]
    public void Jsonl() => AssertSame(Write("data/poems.jsonl", Lines.Select(line => $"{{\"id\": 1, \"poem\": {{\"lines\": \"{line}\"}}}}")), "jsonl", "field=poem.lines");

    [Fact]
    public void Csv() => AssertSame(Write("data/poems.csv", ["id,text", .. Lines.Select((line, i) => $"{i},\"{line}\"")]), "csv");

    [Fact]
    public void Tsv_without_a_header_row() => AssertSame(Write("data/poems.tsv", Lines.Select((line, i) => $"{i}\t{line}")), "tsv", "column=2");

    [Fact]
    public void Gzip()
    {
        using (var gzip = new StreamWriter(new GZipStream(File.Create(plain.Folder.File("poems.csv.gz")), CompressionLevel.Fastest)))
            gzip.Write("text\r\n" + string.Join("\r\n", Lines));
        AssertSame("poems.csv.gz", "gzip");
    }

    [Fact]
    public void Folder()
    {
        Write("texts/1.txt", Lines[..100]);
        Write("texts/more/2.jsonl", Lines[100..200].Select(line => $"{{\"text\": \"{line}\"}}"));
        Write("texts/more/3.csv", ["text", .. Lines[200..]]);
        AssertSame("texts", "folder");
        Assert.Contains("(3 files)", File.ReadAllText(plain.Folder.File("folder/environment.json")));
    }

    [Fact]
    public void A_format_that_the_name_does_not_tell() => AssertSame(Write("data/poems.dat", ["text", .. Lines]), "dat", "data-format=csv");

    [Fact]
    public void A_balance_changes_the_training_only_where_lines_are_drawn_unequally()
    {
        var data = Write("data/labelled.csv", ["text,season", .. Lines.Select((line, i) => $"{line},{(i % 10 == 0 ? "winter" : "summer")}")]);
        AssertSame(data, "unbalanced", "label=season", "balance=label", "balance-power=0");
        var outcome = Train(data, "balanced", "label=season", "balance=label", "balance-power=0.5");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("balance: label, power 0.5\n", outcome.Errors);
        Assert.Matches(@"training lines by label: summer \d+, winter \d+\n", outcome.Errors);
        Assert.NotEqual(File.ReadAllText(plain.Folder.File("plain/metrics.jsonl")), File.ReadAllText(plain.Folder.File("balanced/metrics.jsonl")));
    }

    [Theory]
    [InlineData("bad.jsonl", "{\"text\": \"a\"}\n{\"body\": \"b\"}\n", "bad.jsonl: line 2 has no field 'text' but 'body'; set field=NAME")]
    [InlineData("bad.csv", "id,body\n1,a\n", "bad.csv: the header row has no column 'text': 'id', 'body'; set column=NAME")]
    [InlineData("bad.tsv", "text\tid\na\n", "bad.tsv: line 2 has 1 column, the first row 2")]
    [InlineData("bad/x.txt", "a\u0000b\n", "x.txt: line 1, byte 1: the text holds a zero byte")]
    [InlineData("empty.csv", "text,id\n", "the training text has no token")]
    public void What_cannot_be_read_is_refused(string name, string content, string message)
    {
        Write("hostile/" + name);
        File.WriteAllText(plain.Folder.File("hostile/" + name), content);
        Train("hostile/" + name.Split('/')[0], "refused").AssertRefused(message);
        Assert.False(Path.Exists(plain.Folder.File("refused")));
    }
}
