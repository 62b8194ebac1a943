using SeqGan.Training;

namespace SeqGan.Tests.Support;

/// <summary>Keeps what a trainer reports, and may act on it.</summary>
internal sealed class Collector : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public Action<TrainingProgress>? OnReport { get; init; }

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        OnReport?.Invoke(value);
    }
}
