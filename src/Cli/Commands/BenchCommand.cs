using System.CommandLine;
using System.Globalization;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Compute;
using SeqGan.Text;
using SeqGan.Text.Benchmarks;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan bench</c>: how long the pieces of a training take on this machine, beside what they cannot do without.</summary>
internal static class BenchCommand
{
    static readonly BenchmarkOptions _usual = new();

    // How long the phases are is the benchmark's own.
    static readonly string[] _own = [.. new[] { nameof(SeqGanOptions.PretrainEpochs), nameof(SeqGanOptions.DiscriminatorPretrain), nameof(SeqGanOptions.Rounds), nameof(SeqGanOptions.Controls), nameof(SeqGanOptions.EvaluationSamples) }.Select(Keys.Of)];

    static readonly Argument<string[]> _pieces = new("piece") { Description = $"What to measure: {string.Join("; ", SeqGanBenchmark.Pieces.Select(piece => $"{piece.Name}, {piece.Description}"))}. Default: all. Peak memory is that of the process: for a piece's own, measure it alone.", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<int?> _repeat = Numbers.Whole("--repeat", Invariant($"Measured runs of each piece. Default: {_usual.Repeat}."));
    static readonly Option<int?> _warmUp = Numbers.Whole("--warm-up", Invariant($"Runs before them that are not counted. Default: {_usual.WarmUp}."));
    static readonly Option<bool> _whole = new("--whole") { Description = "Play a round to its end; else it is extrapolated from a policy step, a set and an epoch of the discriminator." };
    static readonly Option<int?> _threads = Numbers.Whole("--threads", "Threads. Default: the cores that this process may use.");
    static readonly Option<string[]> _set = new("--set") { Description = "Settings of seqgan, such as hidden=64 batch=32, and the data's vocabulary, length and lines.", HelpName = "key=value", AllowMultipleArgumentsPerToken = true };
    static readonly Option<double?> _gflops = Numbers.Real("--gflops", Invariant($"10^9 operations a second, for the floors. Default: {_usual.Gflops}, fp32 products on two cores of an EPYC with AVX-512."));
    static readonly Option<double?> _gflopsBf16 = Numbers.Real("--gflops-bf16", Invariant($"The same for the discriminator's products where they are bf16. Default: {_usual.Bf16Gflops}."));
    static readonly Option<double?> _gbytes = Numbers.Real("--gbytes", Invariant($"10^9 bytes of memory a second, for the floors. Default: {_usual.Gbytes}, of the same machine."));
    static readonly Option<bool> _json = new("--json") { Description = "Results as JSON." };
    static readonly Option<bool> _csv = new("--csv") { Description = "Results as CSV." };

    public static Command Create()
    {
        var command = new Command("bench", "Measures the pieces of a SeqGAN training on random ids, with the very code that trains.") { _pieces, _repeat, _warmUp, _whole, _threads, _set, _gflops, _gflopsBf16, _gbytes, _json, _csv };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_json) && parsed.GetValue(_csv)) throw new InvalidInputException("--json and --csv are given; choose one");
        var pieces = Named(parsed.GetValue(_pieces) ?? []);
        var settings = new Settings([.. (parsed.GetValue(_set) ?? []).Select(argument => Setting.Parse(argument, _set.Name))]);
        if (settings.All.FirstOrDefault(one => _own.Contains(one.Key)) is { } own) throw new InvalidInputException($"--set: {own.Key} is the benchmark's own; leave it out (see 'seqgan bench --help')");
        Binder.RefuseUnknown(settings, [typeof(SeqGanOptions), typeof(BenchmarkSizes)]);
        if (parsed.GetValue(_threads) is < 1 or > ExperimentOptions.MaximumThreads) throw new InvalidInputException(Invariant($"--threads is {parsed.GetValue(_threads)}; give 1 to {ExperimentOptions.MaximumThreads}"));
        Threads.Use(parsed.GetValue(_threads));
        var options = new BenchmarkOptions
        {
            Repeat = parsed.GetValue(_repeat) ?? _usual.Repeat,
            WarmUp = parsed.GetValue(_warmUp) ?? _usual.WarmUp,
            Whole = parsed.GetValue(_whole),
            Gflops = parsed.GetValue(_gflops) ?? _usual.Gflops,
            Bf16Gflops = parsed.GetValue(_gflopsBf16) ?? _usual.Bf16Gflops,
            Gbytes = parsed.GetValue(_gbytes) ?? _usual.Gbytes,
        };
        var benchmark = new SeqGanBenchmark(Binder.Bind<SeqGanOptions>(settings), Binder.Bind<BenchmarkSizes>(settings), options);
        var table = new BenchmarkTable(benchmark.Signature, options, benchmark.ProductGflops, BenchmarkDisplay.Show(pieces, benchmark.Measure));
        using var results = Results.Open();
        if (parsed.GetValue(_json)) results.WriteLine(table.ToJson());
        else results.Write(parsed.GetValue(_csv) ? table.ToCsv() : table.ToText());
        return 0;
    }

    static IReadOnlyList<string> Named(string[] names)
    {
        string[] known = [.. SeqGanBenchmark.Pieces.Select(piece => piece.Name)];
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } strange) throw new InvalidInputException($"there is no piece '{Line.Of(strange)}'; there are {string.Join(", ", known)}");
        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice }) throw new InvalidInputException($"the piece {twice} is named twice; name each once");
        return names.Length == 0 ? known : names;
    }
}
