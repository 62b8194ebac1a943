using System.Diagnostics;
using SeqGan.Training;

namespace SeqGan.Cli.Output;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class PlainProgress : IProgress<TrainingProgress>
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    readonly Stopwatch _clock = Stopwatch.StartNew();
    TimeSpan _next = _pause;
    string _loss = "";

    public void Report(TrainingProgress progress)
    {
        foreach (var (name, value) in progress.Scalars)
            if (name == "loss") _loss = Invariant($", {progress.Turn.Name} loss {value:F3}");
        if (_clock.Elapsed < _next) return;
        _next = _clock.Elapsed + _pause;
        Human.Say(Invariant($"{progress.Turn.Phase}: step {progress.PhaseStep} of {progress.PhaseSteps}{_loss}, {_clock.Elapsed.TotalSeconds:F0} s"));
    }
}
