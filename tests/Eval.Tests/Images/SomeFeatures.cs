namespace SeqGan.Eval.Tests.Images;

/// <summary>Features for tests.</summary>
internal static class SomeFeatures
{
    /// <summary>Uniform over [offset, offset + 1).</summary>
    public static FeatureSet Random(int samples, int width, int seed, double offset = 0)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, samples * width).Select(_ => (float)(random.NextDouble() + offset))], width);
    }

    public static double Product(FeatureSet first, int i, FeatureSet second, int j)
    {
        var sum = 0.0;
        for (var at = 0; at < first.Width; at++) sum += (double)first[i][at] * second[j][at];
        return sum;
    }

    public static double Distance(FeatureSet first, int i, FeatureSet second, int j)
    {
        var sum = 0.0;
        for (var at = 0; at < first.Width; at++) sum += Math.Pow((double)first[i][at] - second[j][at], 2);
        return Math.Sqrt(sum);
    }
}
