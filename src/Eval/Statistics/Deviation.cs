namespace SeqGan.Eval.Statistics;

/// <summary>How far numbers lie from their mean.</summary>
internal static class Deviation
{
    /// <summary>The mean of some numbers, and the root of their mean squared distance from it (over their number, not one less).</summary>
    public static (double Mean, double Deviation) Around(double[] values)
    {
        var mean = values.Sum() / values.Length;
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length));
    }
}
