using SeqGan.Eval;

namespace SeqGan.Reports;

/// <summary>Says in words what a comparison with maximum likelihood has shown, and what it has not.</summary>
internal static class Verdict
{
    const double Level = 0.05;

    static readonly (int Way, string Words)[] _ways = [(1, "better by"), (-1, "worse by"), (0, "no difference shown by")];

    /// <summary>A sentence for each game, and each model beside them: by which scores it is better, by which worse, and by which no difference is shown.</summary>
    public static IEnumerable<string> Of(SideBySide scores)
    {
        var baseline = scores.Scores.Where(one => one.System == Sweep.Baseline).ToDictionary(one => one.Score.Name, one => one.Score.Value);
        foreach (var game in scores.Scores.Where(one => one.P is not null && baseline.ContainsKey(one.Score.Name)).GroupBy(one => one.System))
        {
            var ways = game.ToLookup(one => one.P >= Level ? 0 : one.Score.Value < baseline[one.Score.Name] == one.Score.LowerIsBetter ? 1 : -1, one => one.Score.Name);
            yield return Invariant($"{game.Key} beside {Sweep.Baseline} at temperature 1 (p < {Level}): {string.Join("; ", _ways.Where(one => ways.Contains(one.Way)).Select(one => $"{one.Words} {string.Join(", ", ways[one.Way])}"))}.");
        }
    }

    /// <summary>A sentence for each game: whether it is better than what maximum likelihood reaches at the same diversity by its temperature alone.</summary>
    public static IEnumerable<string> Of(Frontier frontier)
    {
        var axes = frontier.Axes;
        foreach (var point in frontier.Points.Where(point => point.Setting == Sweep.Setting(1) && point.Generator != Sweep.Baseline))
        {
            var own = Invariant($"At its {axes.Diversity} of {point.Diversity:F4} {point.Generator} has a {axes.Quality} of {point.Quality:F4}; ");
            yield return own + (frontier.QualityAt(Sweep.Baseline, point.Diversity) is { } rival
                ? Invariant($"{Sweep.Baseline} reaches {rival:F4} there by its temperature alone: {point.Generator} {(rival == point.Quality ? "is level" : rival < point.Quality == axes.HigherQuality ? "is ahead" : "does not beat it")}.")
                : $"{Sweep.Baseline} does not get there by its temperature.");
        }
    }
}
