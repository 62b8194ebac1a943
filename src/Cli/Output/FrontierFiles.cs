using SeqGan.Reports;
using SeqGan.Training;

namespace SeqGan.Cli.Output;

/// <summary>A frontier as files of its run.</summary>
internal static class FrontierFiles
{
    /// <summary>Writes the points as CSV and the curves as SVG into the run, and the table to the results.</summary>
    public static void Write(RunDirectory run, Frontier frontier, TextWriter results)
    {
        run.WriteText($"{frontier.Name}.csv", frontier.ToCsv());
        run.WriteText($"{frontier.Name}.svg", frontier.ToSvg());
        results.Write(frontier.ToTable());
    }
}
