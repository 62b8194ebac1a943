namespace SeqGan.Data.Images;

/// <summary>How one side of an image is resized: each new pixel is a weighted mean of old ones that lie side by side.</summary>
/// <param name="First">The first old pixel of each new one.</param>
/// <param name="Weights">The weights of that pixel and of those after it; they sum to 1.</param>
internal sealed record ImageAxis(int[] First, double[][] Weights)
{
    /// <summary>The mean over the area that a new pixel covers where the side shrinks; else linear between the centres of old pixels.</summary>
    public static ImageAxis Of(int from, int to)
    {
        var axis = new ImageAxis(new int[to], new double[to][]);
        for (var i = 0; i < to; i++) (axis.First[i], axis.Weights[i]) = to < from ? Area(i, from, to) : Linear(i, from, to);
        return axis;
    }

    // In units of 1 / to of an old pixel, in which every border is a whole number.
    static (int First, double[] Weights) Area(int index, int from, int to)
    {
        var (begin, end) = ((long)index * from, (long)(index + 1) * from);
        var first = (int)(begin / to);
        var weights = new double[(int)((end - 1) / to) - first + 1];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (Math.Min(end, (first + i + 1L) * to) - Math.Max(begin, (long)(first + i) * to)) / (double)from;
        return (first, weights);
    }

    static (int First, double[] Weights) Linear(int index, int from, int to)
    {
        var centre = Math.Clamp((index + 0.5) * from / to - 0.5, 0, from - 1);
        var first = Math.Min((int)centre, Math.Max(0, from - 2));
        return from == 1 ? (0, [1]) : (first, [1 - (centre - first), centre - first]);
    }
}
