namespace SeqGan.Eval;

/// <summary>The smoothed precisions that BLEU takes the geometric mean of: <see cref="BleuSmoothing"/>, a method each.</summary>
internal static class BleuSmoother
{
    /// <summary>The order whose precision methods 5 and 7 take for the one above the highest.</summary>
    public const int OrderBeyond = 5;

    // Python's sys.float_info.min; double.Epsilon would be the smallest denormal.
    const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>[order] A unigram matches, and under method6 a trigram.</summary>
    public static double[] Precisions(BleuCounts counts, BleuOptions options)
    {
        var p = new double[options.MaxOrder];
        for (var n = 0; n < p.Length; n++) p[n] = counts.Precisions[n].Value;
        switch (options.Smoothing)
        {
            case BleuSmoothing.Method0: Replace(p, counts, (_, _) => SmallestNormal); break;
            case BleuSmoothing.Method1: Replace(p, counts, (total, _) => options.Epsilon / total); break;
            case BleuSmoothing.Method2: AddOne(p, counts); break;
            case BleuSmoothing.Method3: Replace(p, counts, (total, k) => Math.ScaleB(1, -k) / total); break;
            case BleuSmoothing.Method4: ByLength(p, counts, options.K); break;
            case BleuSmoothing.Method5: Average(p, counts); break;
            case BleuSmoothing.Method6: Interpolate(p, counts, options.Alpha); break;
            case BleuSmoothing.Method7:
                ByLength(p, counts, options.K);
                Average(p, counts);
                break;
        }
        return p;
    }

    // Each precision of 0, the k-th of them (from 1), becomes another number.
    static void Replace(double[] p, BleuCounts counts, Func<long, int, double> smoothed)
    {
        var k = 0;
        for (var n = 0; n < p.Length; n++)
        {
            if (counts.Precisions[n].Matches == 0) p[n] = smoothed(counts.Precisions[n].Total, ++k);
        }
    }

    static void AddOne(double[] p, BleuCounts counts)
    {
        for (var n = 1; n < p.Length; n++) p[n] = (counts.Precisions[n].Matches + 1.0) / (counts.Precisions[n].Total + 1);
    }

    static void ByLength(double[] p, BleuCounts counts, double divisor)
    {
        if (counts.HypothesisLength == 1) return; // its logarithm is 0
        var log = Math.Log(counts.HypothesisLength);
        Replace(p, counts, (total, k) => Math.ScaleB(log, -k) / divisor / total);
    }

    static void Average(double[] p, BleuCounts counts)
    {
        var below = p[0] + 1;
        for (var n = 0; n < p.Length; n++)
        {
            var above = n + 1 < p.Length ? p[n + 1] : counts.Last[OrderBeyond - 1].Value;
            below = p[n] = (below + p[n] + above) / 3;
        }
    }

    static void Interpolate(double[] p, BleuCounts counts, double alpha)
    {
        for (var n = 2; n < p.Length; n++)
        {
            var prior = p[n - 1] * p[n - 1] / p[n - 2];
            var ngrams = Math.Max(0, counts.LastLength - n);
            p[n] = (counts.Precisions[n].Matches + alpha * prior) / (ngrams + alpha);
        }
    }
}
