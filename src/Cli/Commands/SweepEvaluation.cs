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
            var corpus = experiment.CorpusOf(run, oracle);
            return oracle is null ? TextFrontier.Measure(run, corpus, samples, experiment.Game.Seed) : [OracleFrontier.Measure(run, oracle, corpus, samples, experiment.Game.Seed)];
        });
        foreach (var frontier in frontiers)
        {
            FrontierFiles.Write(run, frontier, results);
            results.WriteLine(Invariant($"all temperatures, {samples} lines each: {run.Resolve(frontier.Name)}.csv and .svg"));
            if (frontier != frontiers[^1]) results.WriteLine();
        }
    }
}
