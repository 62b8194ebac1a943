using SeqGan.Training;

namespace SeqGan.Reports;

/// <summary>A run's likelihoods over its rounds, drawn from metrics.jsonl.</summary>
public static class LearningCurves
{
    const string Prefix = "nll-";

    /// <summary>
    /// The chart as SVG: epochs of pre-training, then rounds of the game; the phases after pre-training (the game and its
    /// controls) start side by side where it ended. Null: the run was never evaluated.
    /// </summary>
    public static string? Draw(RunDirectory run)
    {
        var points = RunHistory.Read(run).SelectMany(Points).ToArray();
        if (points.Length == 0) return null;
        var first = points[0].Phase;
        var start = points.Where(point => point.Phase == first).Max(point => point.Round);
        string[] phases = [.. points.Select(point => point.Phase).Distinct()];
        string[] metrics = [.. points.Select(point => point.Metric).Distinct()];
        var lines = new List<ChartLine>();
        foreach (var metric in metrics)
        {
            var own = points.Where(point => point.Metric == metric).ToLookup(point => point.Phase);
            foreach (var (colour, phase) in phases.Index())
            {
                var line = own[phase].Select(point => ((double)(phase == first ? point.Round : start + point.Round), point.Value));
                if (phase != first && own[first].Any()) line = line.Prepend((start, own[first].Last().Value));
                lines.Add(new ChartLine($"{metric}, {phase}", [.. line], colour, Dashed: metric != metrics[0]));
            }
        }
        return new LineChart("Likelihoods over the run", "epochs of pre-training, then rounds", "nats a token", lines).ToSvg();
    }

    static IEnumerable<(string Phase, string Metric, int Round, double Value)> Points(EvaluatedRound evaluated) =>
        evaluated.Scores.Where(score => score.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(score => (evaluated.Phase, score.Key, evaluated.Round + 1, score.Value));
}
