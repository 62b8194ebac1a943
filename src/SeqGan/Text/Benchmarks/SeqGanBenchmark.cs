using System.Runtime.InteropServices;
using SeqGan.Eval;
using SeqGan.Images.Comparison;
using SeqGan.Tokenization;
using TorchSharp;

namespace SeqGan.Text.Benchmarks;

/// <summary>Measures the pieces of a SeqGAN training: the very steps that a training runs, on random ids.</summary>
/// <remarks>
/// Peak memory is that of the process: what one piece frees, the allocator keeps for the next one, so that a piece's own
/// peak is that of a process which measures nothing else.
/// </remarks>
public sealed class SeqGanBenchmark
{
    /// <summary>The whole of a round.</summary>
    public const string Round = "round";

    static readonly Piece[] _all =
    [
        new("mle", "an epoch of maximum likelihood", "sequences", stage => stage.Mle, count => count.Lines, count => count.Epoch) { Judged = false },
        new("sampling", "the drawing of a set of fakes", "sequences", stage => stage.Sampling, count => count.Fakes, count => count.Sampling) { Judged = false },
        new("g-step", "a step of the policy gradient", "sentences", stage => stage.PolicyStep, count => count.Sentences, count => count.PolicyStep),
        new("rollouts", "of a g-step: the drawing of completions", "completions", stage => stage.Rollouts, count => count.Completions, count => count.Rollouts) { Judged = false },
        new("scoring", "of a g-step: the verdicts on sentences and completions", "sequences", stage => stage.Scoring, count => count.Sentences + count.Completions, count => count.Scoring),
        new("update", "of a g-step: the update of the policy", "sentences", stage => stage.PolicyUpdate, count => count.Sentences, count => count.PolicyUpdate) { Judged = false },
        new("discriminator", "an epoch of the discriminator over one set", "sequences", stage => stage.DiscriminatorEpoch, count => count.Judged, count => count.DiscriminatorEpoch),
        new(Round, "an adversarial round", "rounds", stage => stage.Round, _ => 1, count => count.Round),
    ];

    readonly SeqGanOptions _game;
    readonly BenchmarkSizes _sizes;
    readonly BenchmarkOptions _options;
    readonly WorkCount _count;
    readonly long? _idle;

    /// <summary>Checks the numbers, loads libtorch and looks at how large the process is then; make it before any network.</summary>
    /// <param name="game">The networks and the steps; the lengths of the phases are the benchmark's own.</param>
    /// <param name="sizes">The data.</param>
    /// <param name="options">How to measure.</param>
    /// <exception cref="InvalidInputException">A number is out of range, or the networks do not fit into this machine.</exception>
    public SeqGanBenchmark(SeqGanOptions? game = null, BenchmarkSizes? sizes = null, BenchmarkOptions? options = null)
    {
        _game = (game ?? new()) with { PretrainEpochs = 1, DiscriminatorPretrain = 0, Rounds = 1, Controls = false };
        (_sizes, _options) = (sizes ?? new(), options ?? new());
        _game = _game.On(DeviceType.CPU);
        _game.Validate();
        _sizes.Validate();
        _options.Validate();
        _count = new WorkCount(_game, _sizes);
        Footprint.Check(_count.Policy, _game, _sizes.Lines);
        torch.zeros(1).Dispose();
        _idle = ProcessMemory.Resident;
    }

    /// <summary>What can be measured, and what it is.</summary>
    public static IReadOnlyList<(string Name, string Description)> Pieces { get; } = [.. _all.Select(piece => (piece.Name, piece.Description))];

    /// <summary>What the numbers depend on, in a line.</summary>
    public string Signature => string.Join('|',
        Invariant($"vocabulary:{_sizes.Vocabulary}"), Invariant($"length:{_sizes.Length}"), Invariant($"lines:{_sizes.Lines}"), Invariant($"batch:{_game.Batch}"),
        Invariant($"rollouts:{_game.Rollouts}"), Invariant($"hidden:{_game.Hidden}"), Invariant($"filters:{_count.Filters}"), $"kernels:{(_game.Kernels ? "on" : "off")}", Invariant($"precision:{_game.Precision}").ToLowerInvariant(), Invariant($"threads:{torch.get_num_threads()}"),
        Machine.Description, RuntimeInformation.FrameworkDescription, $"seqgan:{ScoreSignature.Version}");

    /// <summary>The rate of the discriminator's products that floors are counted with, in 10^9 operations a second.</summary>
    public double ProductGflops => _game.Precision == Precision.Bf16 ? _options.Bf16Gflops : _options.Gflops;

    /// <summary>Measures a piece with a game of its own.</summary>
    /// <param name="name">The piece.</param>
    /// <param name="progress">Told of every step, on this thread.</param>
    /// <exception cref="InvalidInputException">There is no such piece.</exception>
    public BenchmarkResult Measure(string name, Action<BenchmarkProgress>? progress = null)
    {
        var piece = _all.FirstOrDefault(one => one.Name == name) ?? throw new InvalidInputException($"there is no piece {Quoted.Text(name)}; there are {string.Join(", ", _all.Select(one => one.Name))}");
        var byParts = piece.Name == Round && !_options.Whole;
        var (run, runs) = (0, _options.WarmUp + _options.Repeat);
        var forgotten = ProcessMemory.ForgetPeak();
        using var stage = new Stage(piece.Judged ? _game : _game with { FilterWidths = [1], FilterCounts = [1] }, _sizes, (step, steps) => progress?.Invoke(new(piece.Name, run + 1, runs, step, steps)));
        var play = byParts ? stage.RoundByParts : piece.Play(stage);
        var laps = new Lap[runs];
        for (; run < runs; run++)
        {
            progress?.Invoke(new(piece.Name, run + 1, runs, 0, 1));
            laps[run] = play(run);
        }
        var peak = forgotten ? ProcessMemory.Peak - _idle : null;
        Work? work = _count.IsCounted ? piece.Work(_count) : null;
        return new BenchmarkResult(piece.Name, laps[_options.WarmUp..], piece.Count(_count), piece.Unit, peak, work, work?.Seconds(_options.Gflops, _options.Gbytes, ProductGflops), byParts);
    }

    /// <summary>How a piece is played and counted.</summary>
    sealed record Piece(string Name, string Description, string Unit, Func<Stage, Func<long, Lap>> Play, Func<WorkCount, double> Count, Func<WorkCount, Work> Work)
    {
        /// <summary>Whether the discriminator has a part in it; if not, that has one filter, so that the memory is the piece's own.</summary>
        public bool Judged { get; init; } = true;
    }
}
