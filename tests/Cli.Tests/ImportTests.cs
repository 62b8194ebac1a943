using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>Language models of PyTorch as runs.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ImportTests(TrainedRun run) : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Outcome Run(params string[] arguments) => Seqgan.Run(_folder.Path, arguments);

    Outcome Import(params string[] arguments) => Run(["import", .. arguments]);

    // As the lines of a trained run are: five characters each.
    string[] Exported(string file)
    {
        var exported = run.Folder.File("exported-" + file);
        if (!File.Exists(exported)) Assert.Equal(0, Run("export", run.Path, "--out", exported).Code);
        File.Copy(exported, _folder.File(file));
        return [file, "--vocabulary", Path.Combine(run.Path, "tokenizer.json"), "--fixed-length", "--time", "5"];
    }

    [Theory]
    [InlineData("weights.pt")]
    [InlineData("weights.safetensors")]
    public void What_was_exported_is_imported_and_writes_the_same_lines(string file)
    {
        var outcome = Import([.. Exported(file), "--out", "back"]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.Contains("model: LSTM, vocabulary 20, embedding 8, hidden 8\n", outcome.Errors, StringComparison.Ordinal);
        Assert.EndsWith("the run is in back; next: seqgan generate back -n 20\n", outcome.Errors, StringComparison.Ordinal);
        var lines = Run("generate", "back", "-n", "50");
        Assert.Equal((0, Run("generate", run.Path, "-n", "50").Output), (lines.Code, lines.Output));
        Assert.Equal(lines.Output, Run("generate", "back", "-n", "50", "--phase", "mle").Output);

        File.WriteAllText(_folder.File("lines.txt"), lines.Output);
        Assert.Equal(0, Run("evaluate", "lines.txt", "--reference", run.Folder.File("experiments/lines.txt"), "--tokenizer", "character").Code);
        Run("evaluate", "back").AssertRefused("config.yaml is not there: an imported run has no settings and no corpus");
        Run("generate", "back", "--min-verdict", "0.5").AssertRefused("back has finished no phase that trains its discriminator");
    }

    [Fact]
    public void A_text_file_of_tokens_and_names_in_a_file_or_on_the_line_are_taken()
    {
        Exported("weights.pt");
        _folder.Write("tokens.txt", ["<pad>", "<go>", "<eos>", "<unk>", .. Enumerable.Range(0, 16).Select(i => $"w{i}")]);
        _folder.Write("names.json", """{ "embedding": "embedding", "lstm": "lstm" }""");
        var outcome = Import("weights.pt", "--vocabulary", "tokens.txt", "--map", "names.json", "output.weight=output.weight", "--time", "7", "--out", "back");
        Assert.True(outcome.Code == 0, outcome.Errors);
        Assert.Contains("lines: up to 7 tokens, the end included\n", outcome.Errors, StringComparison.Ordinal);
        var lines = Run("generate", "back", "-n", "20").Output;
        Assert.Matches(@"^(w\d+( w\d+)*)?\n", lines);

        Assert.Equal(0, Import("weights.pt", "--format", "ids", "--begin", "1", "--end", "2", "--time", "9", "--out", "ids").Code);
        Assert.All(Run("generate", "ids", "-n", "20").OutputLines, line => Assert.All(line.Split(' '), id => Assert.InRange(int.Parse(id), 0, 19)));
    }

    [Theory]
    [InlineData("there is no file", "weights is missing; give a file of torch.save or safetensors", "nowhere/weights", "--format", "ids")]
    [InlineData("no vocabulary", "a model that writes text needs its tokens; give --vocabulary FILE, or --format ids", "weights.pt")]
    [InlineData("a vocabulary of ids", "--vocabulary is for text; leave it out with --format ids", "weights.pt", "--format", "ids", "--vocabulary", "x")]
    [InlineData("no time", "no token ends a line; say how many tokens every line has: time", "weights.pt", "--format", "ids")]
    [InlineData("a short vocabulary", "short.txt has 2 lines, and the model 20 ids", "weights.pt", "--vocabulary", "short.txt")]
    [InlineData("a vocabulary that is none", "weights.pt", "weights.pt", "--vocabulary", "weights.pt")]
    [InlineData("an odd map", "--map: 'embedding' is neither theirs=ours nor a .json file", "weights.pt", "--format", "ids", "--time", "5", "--map", "embedding")]
    [InlineData("no map", "--map: nowhere.json cannot be read; check the path", "weights.pt", "--format", "ids", "--time", "5", "--map", "nowhere.json")]
    [InlineData("a list for a map", "--map: list.json is no JSON object of names", "weights.pt", "--format", "ids", "--time", "5", "--map", "list.json")]
    [InlineData("numbers for a map", "--map: numbers.json is no JSON object of names", "weights.pt", "--format", "ids", "--time", "5", "--map", "numbers.json")]
    [InlineData("a double map", "--map: double.json is no JSON object of names", "weights.pt", "--format", "ids", "--time", "5", "--map", "double.json")]
    [InlineData("a map of nothing", "weights.pt: it has no tensor 'wte'; there are: 'embedding.weight', ", "weights.pt", "--format", "ids", "--time", "5", "--map", "wte=embedding")]
    [InlineData("another tokenizer", "'subword' not recognized", "weights.pt", "--vocabulary", "short.txt", "--tokenizer", "subword")]
    [InlineData("no number", "--begin: 'first' is not a whole number", "weights.pt", "--format", "ids", "--begin", "first")]
    [InlineData("no such id", "begin is 20; the model has the ids 0 to 19", "weights.pt", "--format", "ids", "--time", "5", "--begin", "20")]
    [InlineData("text for weights", "short.txt cannot be used", "short.txt", "--format", "ids", "--time", "5")]
    public void Wrong_input_is_refused_in_a_line_and_leaves_nothing_behind(string _, string message, params string[] arguments)
    {
        Exported("weights.pt");
        _folder.Write("short.txt", "<s>", "</s>");
        _folder.Write("list.json", "[]");
        _folder.Write("numbers.json", """{ "embedding": 1 }""");
        _folder.Write("double.json", """{ "embedding": "lstm", "embedding": "lstm" }""");
        var before = Snapshot.Of(_folder.Path);
        Import([.. arguments, "--out", "new/run"]).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }

    [SkippableFact]
    public void A_device_for_a_map_is_refused_and_not_read_without_end()
    {
        Skip.IfNot(File.Exists("/dev/zero"));
        Exported("weights.pt");
        File.CreateSymbolicLink(_folder.File("zero.json"), "/dev/zero");
        Import("weights.pt", "--format", "ids", "--time", "5", "--map", "zero.json", "--out", "run").AssertRefused("zero.json is larger than 1048576 bytes; give a map of names");
    }

    [Fact]
    public void A_place_that_is_taken_is_refused_and_stays_as_it_was()
    {
        var weights = Exported("weights.pt");
        var before = Snapshot.Of(_folder.Path);
        Import([.. weights, "--out", "."]).AssertRefused("is there already and is not empty; choose another folder for the run");
        Import([.. weights, "--out", "weights.pt/run"]).AssertRefused("lies below the file");
        Import(weights).AssertRefused("Option '--out' is required");
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }
}
