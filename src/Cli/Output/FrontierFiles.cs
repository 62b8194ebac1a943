using SeqGan.Reports;
using SeqGan.Training;

namespace SeqGan.Cli.Output;

/// <summary>A frontier as files of its run.</summary>
internal static class FrontierFiles
{
    /// <summary>Writes the points as NAME.csv and the curves as NAME.svg into the run, and the table to the results.</summary>
    public static void Write(RunDirectory run, string name, Frontier frontier, TextWriter results)
    {
        run.WriteText($"{name}.csv", frontier.ToCsv());
        run.WriteText($"{name}.svg", frontier.ToSvg());
        results.Write(frontier.ToTable());
    }
}
