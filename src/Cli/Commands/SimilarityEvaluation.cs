using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Eval;
using SeqGan.Reports;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c> for PNG files: how alike they are to others, pair by pair.</summary>
internal static class SimilarityEvaluation
{
    /// <summary>Whether a path is of an image, or of a folder of them that is to be compared with another folder.</summary>
    public static bool IsFor(ParseResult parsed, string path) => Directory.Exists(path)
        ? parsed.GetValue(LineEvaluation.Reference)?.Any(Directory.Exists) == true && !RunDirectory.IsBegun(path)
        : Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidInputException">A file cannot be used, or has no partner.</exception>
    public static IReadOnlyList<Score> Scores(ParseResult parsed, string path)
    {
        if (parsed.GetValue(LineEvaluation.Reference) is not [var reference]) throw new InvalidInputException($"{Line.Of(path)} is of images; give one path to compare it with by --reference");
        var metrics = parsed.GetValue(LineEvaluation.Metric) is { } names ? MetricNames.Parse(names, SimilarityReport.Metrics, metric => metric.Name) : SimilarityReport.Metrics;
        var scores = Human.Wait("scoring", () => SimilarityReport.Scores(path, reference, [.. metrics.Select(metric => metric.Name)]));
        if (scores.Count < metrics.Count) Human.Say("the images are equal: a PSNR, which would be infinite, is left out");
        return scores;
    }
}
