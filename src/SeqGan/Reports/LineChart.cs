namespace SeqGan.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, in the order in which they are joined.</param>
/// <param name="Colour">Which of the palette's colours; lines that belong together share one.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
/// <param name="Marked">The point that stands out; -1: none.</param>
/// <param name="Joined">Whether there is a line, or points alone.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points, int Colour, bool Dashed = false, int Marked = -1, bool Joined = true);

/// <summary>Lines over two axes as an SVG file. Written by hand: the feed has no plotting package that needs no native code.</summary>
/// <param name="Title">Above the chart.</param>
/// <param name="X">What the horizontal axis measures.</param>
/// <param name="Y">What the vertical axis measures.</param>
/// <param name="Lines">At least one point in all.</param>
internal sealed record LineChart(string Title, string X, string Y, IReadOnlyList<ChartLine> Lines)
{
    const int Width = 820, Height = 480, Left = 64, Right = 250, Top = 40, Bottom = 52;

    // Okabe and Ito's colours, which most colour-blind people can tell apart.
    static readonly string[] _palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    public string ToSvg()
    {
        var points = Lines.SelectMany(line => line.Points).ToArray();
        if (points.Length == 0) throw new InvalidOperationException($"the chart '{Title}' has no point");
        var (x, y) = (ChartAxis.Over(points.Select(point => point.X)), ChartAxis.Over(points.Select(point => point.Y)));
        double AtX(double value) => Left + x.Share(value) * (Width - Left - Right);
        double AtY(double value) => Height - Bottom - y.Share(value) * (Height - Top - Bottom);

        var svg = new Svg(Width, Height);
        svg.Text(Left, Top - 16, Title, "start", " font-size=\"15\"");
        foreach (var tick in x.Ticks)
        {
            svg.Add($"<path d=\"M{AtX(tick):0.#} {Top}V{Height - Bottom}\" stroke=\"#dddddd\"/>");
            svg.Text(AtX(tick), Height - Bottom + 18, ChartAxis.Label(tick));
        }
        foreach (var tick in y.Ticks)
        {
            svg.Add($"<path d=\"M{Left} {AtY(tick):0.#}H{Width - Right}\" stroke=\"#dddddd\"/>");
            svg.Text(Left - 8, AtY(tick) + 4, ChartAxis.Label(tick), "end");
        }
        svg.Text((Left + Width - Right) / 2.0, Height - 12, X);
        svg.Text(0, 0, Y, more: Invariant($" transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\""));
        for (var i = Lines.Count - 1; i >= 0; i--) // the first line lies on top
        {
            var (line, colour, legend) = (Lines[i], _palette[Lines[i].Colour % _palette.Length], Top + 8 + 20 * i);
            var dash = line.Dashed ? " stroke-dasharray=\"5 4\"" : "";
            if (line.Joined && line.Points.Count > 0)
                svg.Add($"<path d=\"M{string.Join('L', line.Points.Select(point => Invariant($"{AtX(point.X):0.##} {AtY(point.Y):0.##}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
            for (var j = 0; j < line.Points.Count; j++)
                svg.Add($"<circle cx=\"{AtX(line.Points[j].X):0.##}\" cy=\"{AtY(line.Points[j].Y):0.##}\" r=\"{(j == line.Marked ? 6 : 2.5):0.#}\" fill=\"{colour}\"/>");
            svg.Add($"<path d=\"M{Width - Right + 14} {legend}h24\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
            svg.Text(Width - Right + 44, legend + 4, line.Name, "start");
        }
        return svg.ToString();
    }
}
