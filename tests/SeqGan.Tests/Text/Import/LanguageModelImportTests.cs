using System.Globalization;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Text;
using SeqGan.Text.Import;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text.Import;

[Collection(OneAtATime.Name)]
public sealed class LanguageModelImportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Writes model.pt, and prints the teacher-forced logits of sequences, one position a line.
    const string Script = """
        import sys, torch
        from torch import nn
        torch.manual_seed(3)

        class RNNModel(nn.Module): # as in pytorch/examples, word_language_model: [time, batch]
            def __init__(self, vocabulary, width, hidden):
                super().__init__()
                self.drop = nn.Dropout(0.2)
                self.encoder = nn.Embedding(vocabulary, width)
                self.rnn = nn.LSTM(width, hidden, 1, dropout=0)
                self.decoder = nn.Linear(hidden, vocabulary)
            def forward(self, ids):
                return self.decoder(self.drop(self.rnn(self.drop(self.encoder(ids.t())))[0])).transpose(0, 1)

        class Tied(nn.Module): # names of one's own, and one matrix for both ends
            def __init__(self, vocabulary, width):
                super().__init__()
                self.wte = nn.Embedding(vocabulary, width)
                self.inner = nn.LSTM(width, width, batch_first=True)
                self.shift = nn.Parameter(torch.randn(vocabulary))
            def forward(self, ids):
                return self.inner(self.wte(ids))[0] @ self.wte.weight.t() + self.shift

        model = {"wlm": lambda: RNNModel(9, 6, 5), "tied": lambda: Tied(9, 6)}[sys.argv[1]]()
        for parameter in model.parameters(): nn.init.normal_(parameter, 0, 0.7)
        model.eval()
        torch.save(model.state_dict(), "model.pt")
        with torch.no_grad():
            for line in sys.argv[2:]:
                for logits in model(torch.tensor([[int(i) for i in line.split()]]))[0].tolist(): print(*logits)
        """;

    double[][] Theirs(string model, params string[] sequences) =>
        [.. PyTorch.Run(_folder.Path, Script, [model, .. sequences]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];

    // [position][id]
    static double[][] Logits(TextGenerator generator, long[] inputs)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var logits = generator.Policy.forward(tensor(inputs, [1, inputs.Length])).to(ScalarType.Float64); // [1, time, vocab]
        return [.. Enumerable.Range(0, inputs.Length).Select(t => logits[0, t].data<double>().ToArray())];
    }

    static double[] Softmax(double[] logits)
    {
        var exponents = logits.Select(logit => Math.Exp(logit - logits.Max())).ToArray();
        return [.. exponents.Select(exponent => exponent / exponents.Sum())];
    }

    [SkippableFact]
    public void A_word_language_model_of_PyTorch_gives_the_same_logits_and_probabilities()
    {
        string[] tokens = ["the", "cat", "<eos>", "sat", "on", "<unk>", "mat", "a", "dog"];
        var theirs = Theirs("wlm", "2 0 1 3 4 7 6 2", "2 8 5 5 2");
        var options = new ImportOptions { Vocabulary = _folder.Write("vocabulary.txt", tokens), Time = 12 };
        using var generator = LanguageModelImport.Read(_folder["model.pt"], options);
        int Ours(int id) => tokens[id] switch { "<eos>" => 2, "<unk>" => 3, var token => generator.Codec.Encode(token)[0] };

        // Ours begin with begin, a copy of <eos>; every id may follow but pad and begin.
        double[][] ours = [.. Logits(generator, [1, .. new[] { 0, 1, 3, 4, 7, 6, 2 }.Select(id => (long)Ours(id))]), .. Logits(generator, [1, .. new[] { 8, 5, 5, 2 }.Select(id => (long)Ours(id))])];
        Assert.Equal(theirs.Length, ours.Length);
        foreach (var (expected, actual) in theirs.Zip(ours))
        {
            var (probabilities, own) = (Softmax(expected), Softmax(actual));
            for (var id = 0; id < tokens.Length; id++)
            {
                Assert.Equal(expected[id], actual[Ours(id)], 1e-5);
                Assert.Equal(probabilities[id], own[Ours(id)], 1e-5);
            }
            Assert.Equal(0, own[0] + own[1]);
        }
        Assert.All(generator.Generate(200), line => Assert.Empty(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(tokens.Except(["<eos>", "<unk>"]))));
    }

    [SkippableFact]
    public void Tied_weights_under_names_of_their_own_give_the_same_logits_of_ids()
    {
        var theirs = Theirs("tied", "3 0 1 8 8 2");
        using var generator = LanguageModelImport.Read(_folder["model.pt"], new ImportOptions
        {
            Names = [new("wte", "embedding"), new("wte", "output"), new("inner", "lstm"), new("shift", "output.bias")],
            Begin = 3,
            Time = 6,
        });
        foreach (var (expected, actual) in theirs.Zip(Logits(generator, [3, 0, 1, 8, 8, 2])))
            for (var id = 0; id < 9; id++) Assert.Equal(expected[id], actual[id], 1e-5);
        Assert.All(generator.GenerateIds(50), line => Assert.Equal(6, line.Length));
    }

    [Fact]
    public void A_special_token_that_the_model_has_not_is_never_said()
    {
        using var policy = Some.Policy(Some.Shape(vocabulary: 5));
        WeightsFile.Write(_folder["model"], policy, WeightsFormat.Safetensors);
        var options = new ImportOptions { Vocabulary = _folder.Write("vocabulary.txt", "a", "<go>", "b", "c", "d"), FixedLength = true, Time = 4 };
        using var generator = LanguageModelImport.Read(_folder["model"], options); // neither pad nor end nor unknown
        foreach (var probabilities in Logits(generator, [1, 3, 4, 7]).Select(Softmax)) Assert.Equal(0, probabilities[..4].Sum());
        Assert.All(generator.Generate(100), line => Assert.Equal(4, line.Split(' ').Length));
        Assert.All(generator.Policy.state_dict().Values, tensor => Assert.True(isfinite(tensor).all().item<bool>()));
    }

    [Theory]
    [InlineData(WeightsFormat.Pt)]
    [InlineData(WeightsFormat.Safetensors)]
    public void An_exported_policy_comes_back_as_a_run_and_says_the_same_lines(WeightsFormat format)
    {
        using var generator = new TextGenerator(Some.Policy(Some.Shape(end: 2)), TextCodec.Ids(11));
        WeightsFile.Write(_folder["weights"], generator.Policy, format);
        var run = LanguageModelImport.ToRun(_folder["weights"], new ImportOptions { End = 2, Time = 6 }, _folder["run"]);
        using var opened = TextGenerator.Open(RunDirectory.Open(run.Path), "mle");
        Assert.Equal(generator.Generate(100), opened.Generate(100));
        Assert.Contains("sha256 of weights", run.Provenance.Keys);
        Assert.Throws<InvalidInputException>(() => LanguageModelImport.ToRun(_folder["weights"], new ImportOptions { End = 2 }, run.Path));
    }

    [Fact]
    public void What_is_refused_names_the_file_and_leaves_no_run()
    {
        using var policy = Some.Policy(Some.Shape() with { Kind = NetworkKind.Cnn });
        WeightsFile.Write(_folder["cnn.pt"], policy, WeightsFormat.Pt);
        using var lstm = Some.Policy();
        WeightsFile.Write(_folder["lstm.pt"], lstm, WeightsFormat.Pt);
        File.WriteAllBytes(_folder["short.pt"], File.ReadAllBytes(_folder["lstm.pt"])[..900]);
        File.WriteAllText(_folder["text.pt"], "not weights");
        File.WriteAllText(_folder["empty.pt"], "");
        foreach (var (file, options, message) in new (string, ImportOptions, string)[]
        {
            ("cnn.pt", new() { Time = 5 }, "cnn.pt: its tensors are not those of an LSTM language model"),
            ("lstm.pt", new(), "no token ends a line; say how many tokens every line has: time"),
            ("lstm.pt", new() { Time = 1 }, "the longest sequence has 1 token(s)"),
            ("lstm.pt", new() { Time = int.MaxValue }, "more than any line can have"),
            ("lstm.pt", new() { Time = 5, Names = [new("lstm", "")] }, "lstm.pt: its tensors are not those"),
            ("short.pt", new() { Time = 5 }, "short.pt"),
            ("text.pt", new() { Time = 5 }, "text.pt"),
            ("empty.pt", new() { Time = 5 }, "empty.pt"),
            ("nowhere.pt", new() { Time = 5 }, "nowhere.pt is missing"),
        })
        {
            var error = Assert.Throws<InvalidInputException>(() => LanguageModelImport.ToRun(_folder[file], options, _folder["run"]));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.False(Directory.Exists(_folder["run"]));
        }
    }
}
