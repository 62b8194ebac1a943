namespace SeqGan.Reports;

/// <summary>One name of a dot chart.</summary>
/// <param name="Name">Below it.</param>
/// <param name="Values">A small dot each; one or more.</param>
/// <param name="Mean">A large dot.</param>
/// <param name="Deviation">Half the length of the bar through the mean.</param>
internal sealed record ChartDot(string Name, IReadOnlyList<double> Values, double Mean, double Deviation);

/// <summary>Means with their deviations, and the values that they are of, by name, as an SVG file.</summary>
/// <param name="Title">Above the chart.</param>
/// <param name="Y">What the axis measures.</param>
/// <param name="Note">A line below the chart.</param>
/// <param name="Dots">One or more.</param>
internal sealed record DotChart(string Title, string Y, string Note, IReadOnlyList<ChartDot> Dots)
{
    const int Column = 84, Height = 420, Left = 72, Right = 24, Top = 44, Bottom = 64, LeastWidth = 560;
    const string Colour = "#0072B2", Single = "#56B4E9"; // of Okabe and Ito

    public string ToSvg()
    {
        // The lower end of a bar is cut where it lies far below every value: ratios have no 0.
        var y = ChartAxis.OverRatios(Dots.SelectMany(dot => dot.Values.Append(dot.Mean + dot.Deviation).Append(Math.Max(dot.Mean - dot.Deviation, dot.Values.Min() / 2))));
        var width = Math.Max(LeastWidth, Left + Right + Column * Dots.Count);
        double AtX(int index) => Left + (index + 0.5) * (width - Left - Right) / Dots.Count;
        double AtY(double value) => Height - Bottom - Math.Clamp(y.Share(Math.Max(value, y.Low)), 0, 1) * (Height - Top - Bottom);

        var svg = new Svg(width, Height);
        svg.Text(Left, Top - 20, Title, "start", " font-size=\"15\"");
        foreach (var tick in y.Ticks)
        {
            svg.Add($"<path d=\"M{Left} {AtY(tick):0.#}H{width - Right}\" stroke=\"#dddddd\"/>");
            svg.Text(Left - 8, AtY(tick) + 4, ChartAxis.Label(tick), "end");
        }
        svg.Text(0, 0, Y, more: Invariant($" transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\""));
        foreach (var (index, dot) in Dots.Index())
        {
            var (x, upper, lower) = (AtX(index), AtY(dot.Mean + dot.Deviation), AtY(dot.Mean - dot.Deviation));
            if (dot.Deviation > 0) svg.Add($"<path d=\"M{x - 7:0.#} {upper:0.#}h14M{x:0.#} {upper:0.#}V{lower:0.#}M{x - 7:0.#} {lower:0.#}h14\" stroke=\"{Colour}\" stroke-width=\"2\" fill=\"none\"/>");
            foreach (var value in dot.Values) svg.Add($"<circle cx=\"{x + 13:0.#}\" cy=\"{AtY(value):0.#}\" r=\"2.5\" fill=\"{Single}\"/>");
            svg.Add($"<circle cx=\"{x:0.#}\" cy=\"{AtY(dot.Mean):0.#}\" r=\"5\" fill=\"{Colour}\"/>");
            svg.Text(x, Height - Bottom + 20, dot.Name);
        }
        svg.Text(Left, Height - 14, Note, "start", " font-size=\"9\" fill=\"#555555\"");
        return svg.ToString();
    }
}
