using System.Globalization;
using System.Text;

namespace SeqGan.Reports;

/// <summary>A generator at one setting.</summary>
/// <param name="Generator">Whose samples: <c>MLE</c>, <c>SeqGAN</c>, <c>bigram</c>.</param>
/// <param name="Setting">What was turned: <c>T 0.8</c>, <c>k 0.01</c>.</param>
/// <param name="Quality">How good its lines are.</param>
/// <param name="Diversity">How much they differ.</param>
public sealed record FrontierPoint(string Generator, string Setting, double Quality, double Diversity);

/// <summary>
/// Quality against diversity. A temperature alone buys either with the other, so that one number says little: a generator is
/// better only where its curve lies below the other's (Caccia et al., "Language GANs Falling Short", ICLR 2020).
/// </summary>
/// <param name="Axes">What was measured.</param>
/// <param name="Points">Generator by generator.</param>
public sealed record Frontier(FrontierAxes Axes, IReadOnlyList<FrontierPoint> Points)
{
    /// <summary>What its files are called: <c>frontier</c> of an oracle's run, <c>frontier-bleu-4</c> and the like on text.</summary>
    public string Name => Axes == FrontierAxes.Oracle ? "frontier" : $"frontier-{Axes.Quality}";

    /// <summary>
    /// A row for each policy as it was trained, and beside it what maximum likelihood reaches at the same diversity by its
    /// temperature alone.
    /// </summary>
    public string ToTable()
    {
        var rivals = $"{Sweep.Baseline} at that {Axes.Diversity}";
        var table = new StringBuilder($"{"generator",-16}{Axes.Quality,12}{Axes.Diversity,12}{rivals,28}\n");
        foreach (var point in Points.Where(point => point.Setting == Sweep.Setting(1)))
        {
            var rival = QualityAt(Sweep.Baseline, point.Diversity)?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";
            table.Append(CultureInfo.InvariantCulture, $"{point.Generator,-16}{point.Quality,12:F4}{point.Diversity,12:F4}{rival,28}\n");
        }
        return table.ToString();
    }

    /// <summary>The best quality on a generator's curve at a given diversity, between its points; null where the curve does not reach it.</summary>
    public double? QualityAt(string generator, double diversity)
    {
        var curve = Points.Where(point => point.Generator == generator).ToArray();
        double? best = null;
        foreach (var (one, other) in curve.Zip(curve.Skip(1)))
        {
            var share = (diversity - one.Diversity) / (other.Diversity - one.Diversity);
            if (share is not (>= 0 and <= 1)) continue;
            var quality = one.Quality + share * (other.Quality - one.Quality);
            best = best is not { } known ? quality : Axes.HigherQuality ? Math.Max(known, quality) : Math.Min(known, quality);
        }
        return best;
    }

    /// <summary>A record a point: generator, setting, quality, diversity, under a line with the names of the scores.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder($"generator,setting,{Axes.Quality},{Axes.Diversity}\n");
        foreach (var point in Points) csv.Append(CultureInfo.InvariantCulture, $"{point.Generator},{point.Setting},{point.Quality:R},{point.Diversity:R}\n");
        return csv.ToString();
    }

    /// <summary>The curves as SVG; a large dot is the generator as it was trained.</summary>
    public string ToSvg() => new LineChart(Axes.Title, Axes.DiversityLabel, Axes.QualityLabel,
        [.. Points.GroupBy(point => point.Generator).Select((curve, i) => new ChartLine(
            curve.Key, [.. curve.Select(point => (point.Diversity, point.Quality))], i, Marked: curve.Select(point => point.Setting).ToList().IndexOf(Sweep.Setting(1))))]).ToSvg();
}
