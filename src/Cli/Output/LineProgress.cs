using SeqGan.Text.Filters;
using Spectre.Console;

namespace SeqGan.Cli.Output;

/// <summary>A bar over the lines that a command writes to a file or a pipe; on a terminal the lines themselves are the progress.</summary>
internal static class LineProgress
{
    /// <summary>Draws the bar while <paramref name="work"/> lasts; it runs on the calling thread.</summary>
    /// <param name="wanted">Lines that shall be written.</param>
    /// <param name="report">How far the work is.</param>
    /// <param name="work">Calls its argument after each step.</param>
    public static void Show(long wanted, Func<FilterReport> report, Action<Action> work)
    {
        if (!Human.IsLive || !System.Console.IsOutputRedirected)
        {
            work(() => { });
            return;
        }
        Human.Console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("generating", maxValue: Math.Max(1, wanted));
                work(() =>
                {
                    var (drawn, passed, _) = report();
                    (bar.Description, bar.Value) = (Invariant($"{passed} of {drawn} drawn lines"), passed);
                });
            });
    }
}
