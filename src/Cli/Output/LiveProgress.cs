using SeqGan.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SeqGan.Cli.Output;

/// <summary>A bar for each phase of a training, on a terminal.</summary>
internal sealed class LiveProgress : IProgress<TrainingProgress>
{
    readonly ProgressContext _context;
    readonly Dictionary<string, ProgressTask> _bars = [];

    LiveProgress(ProgressContext context) => _context = context;

    /// <summary>Draws bars while <paramref name="work"/> lasts; it runs on the calling thread.</summary>
    public static void Show(Action<IProgress<TrainingProgress>> work) =>
        Human.Console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn(), new LossColumn())
            .Start(context => work(new LiveProgress(context)));

    public void Report(TrainingProgress progress)
    {
        var bar = _bars.GetValueOrDefault(progress.Turn.Phase);
        if (bar is null) _bars[progress.Turn.Phase] = bar = _context.AddTask(Markup.Escape(progress.Turn.Phase), maxValue: progress.PhaseSteps);
        foreach (var (name, value) in progress.Scalars)
            if (name == "loss") bar.State.Update<double>(LossColumn.Key, _ => value);
        bar.Value = progress.PhaseStep;
        if (progress.PhaseStep == progress.PhaseSteps) bar.StopTask();
    }

    /// <summary>The last loss of a phase.</summary>
    sealed class LossColumn : ProgressColumn
    {
        public const string Key = "loss";

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(task.State.Get<double>(Key) is var loss and not 0 ? Invariant($"loss {loss:F3}") : "");
    }
}
