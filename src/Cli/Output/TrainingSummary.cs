using System.Globalization;
using SeqGan.Eval;
using SeqGan.Training;

namespace SeqGan.Cli.Output;

/// <summary>
/// Tells the result of a training: the evaluation that closed each phase in which a policy learned, with a few samples.
/// Meanwhile it shows what maximum likelihood has come to.
/// </summary>
/// <param name="display">Shows the progress meanwhile.</param>
internal sealed class TrainingSummary(IProgress<TrainingProgress> display) : IProgress<TrainingProgress>
{
    const int Samples = 5;

    static readonly (string Phase, string Title)[] _phases = [("mle", "MLE"), ("adversarial", "SeqGAN"), ("constant-reward", "constant"), ("shuffled-reward", "shuffled")];

    static readonly string[] _controls = ["constant", "shuffled"];

    public void Report(TrainingProgress progress)
    {
        display.Report(progress);
        if (progress is not { PhaseEnds: true, Turn.Phase: "mle", Evaluation: { Samples.Count: > 0 } evaluation }) return;
        Human.Say("after maximum likelihood:");
        foreach (var line in evaluation.Samples.Take(Samples)) Human.Say("  " + line);
    }

    /// <summary>Writes a row for each metric and a column for each phase, the baseline, then samples of the last one that is no control.</summary>
    public static void Write(RunDirectory run, TextWriter results, (string System, Score Score)? baseline)
    {
        var last = run.Evaluations.GroupBy(one => one.Phase).ToDictionary(phase => phase.Key, phase => phase.Last());
        var columns = _phases.Where(one => last.ContainsKey(one.Phase)).Select(one => (one.Title, Evaluation: last[one.Phase])).ToArray();
        if (columns.Length == 0) return;
        string[] metrics = [.. columns.SelectMany(column => column.Evaluation.Scores).Select(score => score.Key).Distinct()];
        var width = metrics.Append("metric").Max(name => name.Length);
        results.WriteLine("metric".PadRight(width) + string.Concat(columns.Select(column => column.Title.PadLeft(10))));
        foreach (var metric in metrics)
            results.WriteLine(metric.PadRight(width) + string.Concat(columns.Select(column => Value(column.Evaluation, metric).PadLeft(10))));
        if (baseline is var (model, score)) results.WriteLine(Invariant($"(an {model} model has {score.Name} {score.Value:F4})"));
        results.WriteLine();
        var writer = columns.Last(column => !_controls.Contains(column.Title));
        results.WriteLine($"{writer.Title} writes:");
        foreach (var line in run.SamplesAt(writer.Evaluation.Step).Take(Samples)) results.WriteLine(line);
    }

    /// <summary>Says which scores were the best, and how to name their checkpoints where they are there: another cadence may have kept others.</summary>
    public static void SayBest(RunDirectory run, TrainerOptions options)
    {
        var evaluations = run.Evaluations;
        foreach (var (metric, sign) in options.BestOf)
        {
            var rated = evaluations.SelectMany(one => one.Scores.Where(score => score.Key == metric).Select(score => (one.Phase, one.Step, score.Value)));
            foreach (var phase in rated.GroupBy(one => one.Phase))
            {
                var (_, step, value) = phase.MaxBy(one => sign * one.Value);
                Human.Say(Invariant($"{(sign > 0 ? "highest" : "lowest")} {metric} of phase {phase.Key}: {value:F4} after step {step} ({(run.Checkpoints.Has(step) ? $"seqgan generate ... --step {step}" : "its checkpoint was not kept")})"));
            }
        }
    }

    static string Value(EvaluatedRound evaluation, string metric)
    {
        foreach (var (name, value) in evaluation.Scores)
            if (name == metric) return value.ToString("F4", CultureInfo.InvariantCulture);
        return "-";
    }
}
