using System.Globalization;

namespace SeqGan.Reports;

/// <summary>A range with round ticks, a little wider than the values.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Ticks">The values that are marked.</param>
/// <param name="Logarithmic">Whether equal lengths are equal ratios.</param>
internal sealed record ChartAxis(double Low, double High, IReadOnlyList<double> Ticks, bool Logarithmic = false)
{
    const double Wide = 20; // times the least value: from there on ratios are shown

    static readonly double[] _steps = [1, 2, 5];

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Share(double value) => Logarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);

    /// <summary>A tick as text.</summary>
    public static string Label(double tick) => Math.Round(tick, 10).ToString("0.######", CultureInfo.InvariantCulture);

    public static ChartAxis Over(IEnumerable<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var margin = high > low ? 0.04 * (high - low) : Math.Max(1, Math.Abs(high)) / 2;
        (low, high) = (low - margin, high + margin);
        var rough = (high - low) / 6;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        var first = Math.Ceiling(low / step);
        return new ChartAxis(low, high, [.. Enumerable.Range(0, (int)(Math.Floor(high / step) - first) + 1).Select(i => (first + i) * step)]);
    }

    /// <summary>As <see cref="Over"/>; ratios where the values are above 0 and far apart, so that an outlier does not hide what is small.</summary>
    public static ChartAxis OverRatios(IEnumerable<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        if (!(low > 0 && high / low > Wide)) return Over(values);
        (low, high) = (low / 1.2, high * 1.2);
        var powers = Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)(Math.Ceiling(Math.Log10(high)) - Math.Floor(Math.Log10(low))) + 1);
        return new ChartAxis(low, high, [.. powers.SelectMany(power => _steps.Select(step => step * Math.Pow(10, power))).Where(tick => tick >= low && tick <= high)], Logarithmic: true);
    }
}
