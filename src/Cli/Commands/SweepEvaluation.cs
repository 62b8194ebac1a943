using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Data;
using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate RUN --sweep</c>: a run's policies over temperatures, beside maximum likelihood; tables on the terminal, points and drawings in the run.</summary>
internal static class SweepEvaluation
{
    /// <exception cref="InvalidInputException">The corpus has nothing to compare with, or has changed.</exception>
    public static void Write(RunDirectory run, TextExperiment experiment, int samples, TextWriter results)
    {
        using var oracle = Oracle.IsIn(run) ? Oracle.Open(run) : null;
        var frontiers = Human.Wait("measuring quality against diversity", () =>
        {
            if (oracle is not null) return [OracleFrontier.Measure(run, oracle, oracle.Draw(experiment.Oracle), samples, experiment.Game.Seed)];
            using var generator = TextGenerator.Open(run);
            return TextFrontier.Measure(run, experiment.ReadCorpus(run, generator.Codec), samples, experiment.Game.Seed);
        });
        foreach (var frontier in frontiers)
        {
            var name = oracle is null ? $"frontier-{frontier.Axes.Quality}" : "frontier";
            FrontierFiles.Write(run, name, frontier, results);
            results.WriteLine(Invariant($"all temperatures, {samples} lines each: {run.Resolve(name)}.csv and .svg"));
            if (frontier != frontiers[^1]) results.WriteLine();
        }
    }
}
