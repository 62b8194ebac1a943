using System.Diagnostics;
using SeqGan.Training;

namespace SeqGan.Images.Comparison;

/// <summary>Seconds of training, after which a run is asked to end; evaluations and what comes after do not count.</summary>
internal sealed class TrainingBudget : IProgress<TrainingProgress>, IDisposable
{
    readonly CancellationTokenSource _source;
    readonly ComparisonTerms _terms;
    readonly TimeSpan _cpuBefore = Environment.CpuUsage.TotalTime;
    readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="terms">How many, by which clock.</param>
    /// <param name="cancellation">Ends the run too.</param>
    public TrainingBudget(ComparisonTerms terms, CancellationToken cancellation) => (_terms, _source) = (terms, CancellationTokenSource.CreateLinkedTokenSource(cancellation));

    public CancellationToken Token => _source.Token;

    /// <summary>Steps that were made.</summary>
    public long Steps { get; private set; }

    /// <summary>Seconds until the last of them.</summary>
    public double Seconds { get; private set; }

    /// <summary>Seconds that the processor spent on them; fewer than <see cref="Seconds"/> times the threads where others wanted it too.</summary>
    public double CpuSeconds { get; private set; }

    public void Report(TrainingProgress progress)
    {
        if (progress.Evaluation is not null) return;
        (Steps, Seconds, CpuSeconds) = (progress.Step, _clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - _cpuBefore).TotalSeconds);
        if ((_terms.Clock == BudgetClock.Cpu ? CpuSeconds : Seconds) >= _terms.Budget) _source.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
