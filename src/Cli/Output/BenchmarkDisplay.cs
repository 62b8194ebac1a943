using System.Diagnostics;
using SeqGan.Text.Benchmarks;
using Spectre.Console;

namespace SeqGan.Cli.Output;

/// <summary>How far a benchmark is: a bar for each piece on a terminal, else a line every few seconds.</summary>
internal static class BenchmarkDisplay
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>Measures the pieces one after the other, on the calling thread.</summary>
    public static IReadOnlyList<BenchmarkResult> Show(IReadOnlyList<string> pieces, Func<string, Action<BenchmarkProgress>, BenchmarkResult> measure)
    {
        if (!Human.IsLive)
        {
            var (clock, next) = (Stopwatch.StartNew(), _pause);
            return [.. pieces.Select(piece => measure(piece, progress =>
            {
                if (clock.Elapsed < next) return;
                next = clock.Elapsed + _pause;
                Human.Say(Invariant($"{progress.Piece}: run {progress.Run} of {progress.Runs}, step {progress.Step} of {progress.Steps}, {clock.Elapsed.TotalSeconds:F0} s"));
            }))];
        }
        return Human.Console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start<IReadOnlyList<BenchmarkResult>>(context => [.. pieces.Select(piece =>
            {
                var bar = context.AddTask(piece);
                var result = measure(piece, progress => (bar.MaxValue, bar.Value) = (progress.Runs, progress.Run - 1 + (double)progress.Step / progress.Steps));
                bar.StopTask();
                return result;
            })]);
    }
}
