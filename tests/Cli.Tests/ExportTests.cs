using System.Globalization;
using SeqGan.Cli.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Text;
using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Cli.Tests;

/// <summary>Weights in files that PyTorch reads.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ExportTests(TrainedRun run)
{
    const string Policy =
        """
        embedding.weight   [20, 8]
        lstm.weight_ih_l0  [32, 8]
        lstm.weight_hh_l0  [32, 8]
        lstm.bias_ih_l0    [32]
        lstm.bias_hh_l0    [32]
        output.weight      [20, 8]
        output.bias        [20]

        """;

    Outcome Export(params string[] arguments) => Seqgan.Run(run.Folder.Path, ["export", run.Path, .. arguments]);

    [Fact]
    public void The_newest_policy_is_written_and_described_and_the_run_stays_as_it_was()
    {
        var before = Snapshot.Of(run.Path);
        var outcome = Export();
        Assert.Equal((0, Policy), (outcome.Code, outcome.Output));
        var bytes = new FileInfo(run.Folder.File("tiny-policy.safetensors")).Length;
        Assert.Equal(
            $"token ids: {run.Path}/tokenizer.json; a line begins with 1 and has 5 tokens\nwrote tiny-policy.safetensors: 7 tensors, 916 numbers, {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes\n".Replace(run.Folder.Path + "/", ""),
            string.Concat(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().Select(line => line + "\n")));
        Assert.Equal(File.ReadAllBytes(Directory.GetDirectories(Path.Combine(run.Path, "checkpoints")).Order(StringComparer.Ordinal).Last() + "/policy.safetensors"), File.ReadAllBytes(run.Folder.File("tiny-policy.safetensors")));
        Assert.Equal(before, Snapshot.Of(run.Path));
        Export().AssertRefused("--out: tiny-policy.safetensors is there already; give a new file, or remove it first");
    }

    [Fact]
    public void The_discriminator_and_earlier_phases_can_be_had()
    {
        var outcome = Export("--player", "discriminator", "--phase", "discriminator", "--format", "pt");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("\ntransform.weight  [8, 8]\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("wrote tiny-discriminator.pt: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Export("--phase", "mle", "--out", "before.safetensors").Code);
        Assert.Equal(0, Export("--phase", "adversarial", "--out", "after.safetensors").Code);
        Assert.NotEqual(File.ReadAllBytes(run.Folder.File("before.safetensors")), File.ReadAllBytes(run.Folder.File("after.safetensors")));
    }

    [SkippableTheory]
    [InlineData("weights.pt", "--format", "pt")]
    [InlineData("weights.pth")]
    [InlineData("weights.safetensors")]
    [InlineData("weights", "--format", "safetensors")]
    public void A_language_model_of_PyTorch_computes_the_same_logits(string file, params string[] format)
    {
        var folder = Directory.CreateDirectory(run.Folder.File($"torch-{Guid.NewGuid():N}")).FullName;
        var path = Path.Combine(folder, file);
        Assert.Equal(0, Export(["--out", path, .. format]).Code);
        var printed = PyTorch.Run(folder, LanguageModel, path, "1 4 9 7 15", "1 19 19 3 5");
        float[] theirs = [.. printed.Split().Where(word => word.Length > 0).Select(word => float.Parse(word, CultureInfo.InvariantCulture))];

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = TextGenerator.Open(RunDirectory.Open(run.Path));
        var inputs = tensor(new long[] { 1, 4, 9, 7, 15, 1, 19, 19, 3, 5 }).reshape(2, 5);
        var ours = generator.Policy.forward(inputs).reshape(-1).data<float>().ToArray();
        Assert.Equal(theirs.Length, ours.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            if (i % 20 < 3) Assert.InRange(ours[i], -1.1e9f, -0.9e9f); // pad, begin, and end where lines are of one length: never
            else Assert.Equal(theirs[i], ours[i], 1e-5f);
        }
    }

    // Whoever wants to go on in Python writes this much; safetensors by hand, for Debian has no package of it.
    const string LanguageModel = """
        import json, sys, torch
        from torch import nn

        def read(path):
            if not path.endswith(("safetensors", "weights")): return torch.load(path, weights_only=True)
            data = open(path, "rb").read()
            begin = 8 + int.from_bytes(data[:8], "little")
            state = {}
            for name, entry in json.loads(data[8:begin]).items():
                first, last = entry["data_offsets"]
                assert entry["dtype"] == "F32"
                state[name] = torch.frombuffer(bytearray(data[begin + first:begin + last]), dtype=torch.float32).reshape(entry["shape"])
            return state

        class LanguageModel(nn.Module):
            def __init__(self, vocabulary, width, hidden):
                super().__init__()
                self.embedding = nn.Embedding(vocabulary, width)
                self.lstm = nn.LSTM(width, hidden, batch_first=True)
                self.output = nn.Linear(hidden, vocabulary)

            def forward(self, ids):
                return self.output(self.lstm(self.embedding(ids))[0])

        model = LanguageModel(20, 8, 8)
        model.load_state_dict(read(sys.argv[1]))
        ids = torch.tensor([[int(i) for i in line.split()] for line in sys.argv[2:]])
        with torch.no_grad():
            print(*model(ids).reshape(-1).tolist())
        """;

    [Theory]
    [InlineData("--out: experiments is there already", "--out", "experiments")]
    [InlineData("--out: experiments/lines.txt is there already", "--out", "experiments/lines.txt")]
    [InlineData("--out names no file; give one", "--out", "")]
    [InlineData("--out: nowhere/weights.pt lies in a folder that is not there", "--out", "nowhere/weights.pt")]
    [InlineData("--out: runs/tiny/weights.pt lies in the run, which stays as it is", "--out", "runs/tiny/weights.pt")]
    [InlineData("'onnx' not recognized", "--format", "onnx")]
    [InlineData("--player: there is no 'critic' in this run; give policy or discriminator", "--player", "critic")]
    [InlineData("'later' not recognized", "--phase", "later")]
    public void What_cannot_be_written_is_refused(string message, params string[] arguments)
    {
        var before = Snapshot.Of(run.Path);
        Export(arguments).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(run.Path));
    }

    [Fact]
    public void A_folder_that_is_no_run_is_refused() =>
        Seqgan.Run(run.Folder.Path, "export", "experiments").AssertRefused("experiments is no run directory");
}
