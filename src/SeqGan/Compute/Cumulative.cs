namespace SeqGan.Compute;

/// <summary>Where in a cumulative distribution a number falls: never upon what has no probability, whatever rounding leaves over.</summary>
internal static unsafe class Cumulative
{
    /// <summary>The first part whose sum, added to those before it, exceeds what is left; else the last that has any, and infinitely much is left.</summary>
    /// <param name="sums">Of each part.</param>
    /// <param name="left">A part of their total; what the parts before the one found leave of it.</param>
    public static int Span(ReadOnlySpan<double> sums, ref double left)
    {
        var last = 0;
        for (var span = 0; span < sums.Length; span++)
        {
            if (sums[span] > 0) last = span;
            if (sums[span] > left) return span;
            left -= sums[span];
        }
        left = double.PositiveInfinity;
        return last;
    }

    /// <summary>The first whose odds, added to those before it, exceed what is left; else the last that has any.</summary>
    public static int Place(float* odds, int count, double left)
    {
        var last = 0;
        for (var i = 0; i < count; i++)
        {
            if (odds[i] > left) return i;
            left -= odds[i];
            if (odds[i] > 0) last = i;
        }
        return last;
    }
}
