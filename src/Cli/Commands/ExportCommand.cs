using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Formats;
using SeqGan.Images;
using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan export</c>: the weights of a run in a file for PyTorch; their names and shapes on standard output.</summary>
internal static class ExportCommand
{
    static readonly Argument<string> _run = new("run") { Description = "The run's directory. It stays as it is." };
    static readonly Option<string> _format = new Option<string>("--format") { Description = "safetensors, or what torch.load reads. Default: what --out ends in, else safetensors." }.AcceptOnlyFromAmong("safetensors", "pt");
    static readonly Option<string> _player = new("--player") { Description = "Whose weights: policy (the default) or discriminator; of an image GAN generator (the default), critic or what else plays in it.", HelpName = "NAME" };
    static readonly Option<string> _phase = new Option<string>("--phase") { Description = "The player as it was at the end of this phase. Default: the newest." }.AcceptOnlyFromAmong("mle", "discriminator", "adversarial");
    static readonly Option<int?> _step = Numbers.Whole("--step", "The player as it was after this step of the run, where a checkpoint of it was kept.");
    static readonly Option<string> _out = new("--out") { Description = "The file, not there yet. Default: <run>-<player>.safetensors or .pt in the current folder.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("export", "Writes the weights of a run to a file for PyTorch.") { _run, _format, _player, _phase, _step, _out };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var run = RunDirectory.Open(parsed.GetRequiredValue(_run));
        var images = ImageGans.IsIn(run);
        var (player, phase, step) = (parsed.GetValue(_player) ?? (images ? "generator" : "policy"), parsed.GetValue(_phase), parsed.GetValue(_step));
        var format = Format(parsed);
        var file = parsed.GetValue(_out) ?? $"{Path.GetFileName(run.Path)}-{player}.{(format == WeightsFormat.Pt ? "pt" : "safetensors")}";
        RequireFree(file, run);
        if (images)
        {
            if (phase is not null) throw new InvalidInputException("--phase: the run of an image GAN has no such phases; name a checkpoint by --step, or leave it out");
            using var game = ImageGans.Open(run, step);
            var network = game.Network(player);
            using var average = game.Players.First(one => one.Name == player).UseAverage();
            Write(file, network, format);
            if (average is not null) Human.Say($"these are the averaged weights of the {player}");
        }
        else if (player == "policy")
        {
            using var generator = TextGenerator.Open(run, phase, step: step);
            Write(file, generator.Policy, format);
            var shape = generator.Policy.Shape;
            Human.Say($"token ids: {Human.Short(run.Resolve("tokenizer.json"))}; a line begins with {shape.Begin} and {(shape.End < 0 ? $"has {shape.Time} tokens" : $"ends with {shape.End}")}");
        }
        else if (player != "discriminator")
        {
            throw new InvalidInputException($"--player: there is no '{Line.Of(player)}' in this run; give policy or discriminator");
        }
        else
        {
            using var judge = TextDiscriminator.Open(run, phase, step: step);
            Write(file, judge.Discriminator, format);
        }
        return 0;
    }

    static WeightsFormat Format(ParseResult parsed) =>
        (parsed.GetValue(_format) ?? Path.GetExtension(parsed.GetValue(_out))) is "pt" or ".pt" or ".pth" ? WeightsFormat.Pt : WeightsFormat.Safetensors;

    static void RequireFree(string file, RunDirectory run)
    {
        if (file.Length == 0) throw new InvalidInputException("--out names no file; give one");
        var path = Path.GetFullPath(file);
        if (Path.Exists(path)) throw new InvalidInputException($"--out: {Line.Of(file)} is there already; give a new file, or remove it first");
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new InvalidInputException($"--out: {Line.Of(file)} lies in a folder that is not there; make it, or give another file");
        if (path.StartsWith(run.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidInputException($"--out: {Line.Of(file)} lies in the run, which stays as it is; give a file elsewhere");
    }

    static void Write(string file, torch.nn.Module network, WeightsFormat format)
    {
        WeightsFile.Write(file, network, format);
        var weights = network.state_dict();
        using var results = Results.Open();
        var width = weights.Keys.Max(name => name.Length);
        foreach (var (name, tensor) in weights) results.WriteLine($"{name.PadRight(width)}  [{string.Join(", ", tensor.shape)}]");
        Human.Say(Invariant($"wrote {Line.Of(file)}: {weights.Count} tensors, {weights.Values.Sum(tensor => tensor.numel()):N0} numbers, {new FileInfo(file).Length:N0} bytes"));
    }
}
