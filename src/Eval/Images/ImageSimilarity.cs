namespace SeqGan.Eval;

/// <summary>How alike two images are, value by value: PSNR and SSIM, in float64.</summary>
public static class ImageSimilarity
{
    /// <summary>The side of the window of <see cref="Ssim"/>, and so the least side of an image.</summary>
    public const int Window = 11;

    const double Sigma = 1.5, K1 = 0.01, K2 = 0.03;

    static readonly double[] _weights = Gaussian(); // [11], which sum to 1

    /// <summary>The peak signal-to-noise ratio, 10 log10(range² / mean squared difference), in decibels; infinite for equal images.</summary>
    /// <param name="first">An image: <c>[channels, height, width]</c>.</param>
    /// <param name="second">Another of the same shape.</param>
    /// <param name="range">The largest value less the smallest that an image can have: 255 for bytes.</param>
    /// <exception cref="ArgumentException">The images have no values or not as many, one is not finite, or the range is not above 0.</exception>
    public static double Psnr(ReadOnlySpan<float> first, ReadOnlySpan<float> second, double range)
    {
        Require(first, second, range);
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            var difference = (double)first[i] - second[i];
            sum += difference * difference;
        }
        return 10 * Math.Log10(range * range / (sum / first.Length));
    }

    /// <summary>
    /// The mean structural similarity (Wang, Bovik, Sheikh and Simoncelli, 2004), -1 to 1: a Gaussian window of 11 x 11 with sigma 1.5
    /// that lies wholly within the image, K1 0.01, K2 0.03, variances over the weights' sum (not less one). Colours are
    /// compared one by one and averaged; large images are not made smaller first.
    /// </summary>
    /// <param name="first">An image: <c>[channels, height, width]</c>.</param>
    /// <param name="second">Another of the same shape.</param>
    /// <param name="height">Rows, 11 or more.</param>
    /// <param name="width">Values of a row, 11 or more.</param>
    /// <param name="range">The largest value less the smallest that an image can have: 255 for bytes.</param>
    /// <exception cref="ArgumentException">The images are not of one shape, or smaller than the window, a value is not finite, or the range is not above 0.</exception>
    public static double Ssim(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int height, int width, double range)
    {
        Require(first, second, range);
        if (height < Window || width < Window) throw new ArgumentException($"image similarity: an image of {height} x {width} is smaller than the window of SSIM, {Window} x {Window}");
        var size = height * width;
        if (first.Length % size != 0) throw new ArgumentException($"image similarity: {first.Length} values are no channels of {height} x {width}");
        var sum = 0.0;
        for (var at = 0; at < first.Length; at += size) sum += OfChannel(first.Slice(at, size), second.Slice(at, size), width, range);
        return sum / (first.Length / size);
    }

    static double OfChannel(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int width, double range)
    {
        var (xs, ys, xx, yy, xy) = (new double[first.Length], new double[first.Length], new double[first.Length], new double[first.Length], new double[first.Length]);
        for (var i = 0; i < first.Length; i++) (xs[i], ys[i], xx[i], yy[i], xy[i]) = (first[i], second[i], (double)first[i] * first[i], (double)second[i] * second[i], (double)first[i] * second[i]);
        (xs, ys, xx, yy, xy) = (Blurred(xs, width), Blurred(ys, width), Blurred(xx, width), Blurred(yy, width), Blurred(xy, width));
        var (c1, c2) = (K1 * range * (K1 * range), K2 * range * (K2 * range));
        var sum = 0.0;
        for (var i = 0; i < xs.Length; i++)
        {
            var (x2, y2, product) = (xs[i] * xs[i], ys[i] * ys[i], xs[i] * ys[i]);
            sum += (2 * product + c1) * (2 * (xy[i] - product) + c2) / ((x2 + y2 + c1) * (xx[i] - x2 + (yy[i] - y2) + c2));
        }
        return sum / xs.Length;
    }

    // [height, width] -> [height - 10, width - 10]: the window's weighted means, along the rows and then along the columns.
    static double[] Blurred(double[] image, int width)
    {
        var (height, across) = (image.Length / width, width - Window + 1);
        var rows = new double[height * across];
        for (var i = 0; i < rows.Length; i++)
            for (var tap = 0; tap < Window; tap++) rows[i] += _weights[tap] * image[i / across * width + i % across + tap];
        var means = new double[(height - Window + 1) * across];
        for (var i = 0; i < means.Length; i++)
            for (var tap = 0; tap < Window; tap++) means[i] += _weights[tap] * rows[i + tap * across];
        return means;
    }

    static double[] Gaussian()
    {
        double[] weights = [.. Enumerable.Range(-(Window / 2), Window).Select(offset => Math.Exp(-offset * offset / (2 * Sigma * Sigma)))];
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    static void Require(ReadOnlySpan<float> first, ReadOnlySpan<float> second, double range)
    {
        if (first.Length == 0 || first.Length != second.Length) throw new ArgumentException($"image similarity: images of {first.Length} and {second.Length} values do not compare");
        if (!(range > 0 && double.IsFinite(range))) throw new ArgumentException(FormattableString.Invariant($"image similarity: the range is {range}; give the largest value less the smallest"));
        for (var i = 0; i < first.Length; i++)
            if (!float.IsFinite(first[i]) || !float.IsFinite(second[i])) throw new ArgumentException($"image similarity: value {i} is not finite");
    }
}
