using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Reports;

/// <summary>How alike images of PNG files are to others, pair by pair: PSNR and SSIM of <see cref="ImageSimilarity"/>, averaged over the pairs.</summary>
public static class SimilarityReport
{
    const string Psnr = "psnr", Ssim = "ssim";
    const int Range = 255;

    /// <summary>Every metric, with what it stands for in a line.</summary>
    public static IReadOnlyList<(string Name, string Description)> Metrics { get; } =
    [
        (Psnr, "The mean peak signal-to-noise ratio of pairs of images, in decibels; equal pairs, which have none, are counted aside."),
        (Ssim, "The mean structural similarity of pairs of images (Wang et al., 2004), -1 to 1."),
    ];

    /// <summary>Two files, or the PNG files of two folders, paired by their names below the folders.</summary>
    /// <param name="generated">A file, or a folder.</param>
    /// <param name="reference">What to compare it with.</param>
    /// <param name="metrics">Names out of <see cref="Metrics"/>; null: all.</param>
    /// <returns><c>psnr</c>, unless all pairs are equal, and <c>ssim</c>.</returns>
    /// <exception cref="InvalidInputException">A file cannot be read or has no partner, or the two of a pair are of different shapes, or too small.</exception>
    public static IReadOnlyList<Score> Scores(string generated, string reference, IReadOnlyCollection<string>? metrics = null)
    {
        var (psnr, ssim) = (metrics?.Contains(Psnr) != false, metrics?.Contains(Ssim) != false);
        var pairs = Pairs(generated, reference);
        var (decibels, similarity, equal) = (0.0, 0.0, 0);
        foreach (var (path, other) in pairs)
        {
            var (first, second) = (PngFile.Read(path), PngFile.Read(other));
            var shape = new ImageShape(first.Channels, first.Height, first.Width);
            var shapeOfOther = new ImageShape(second.Channels, second.Height, second.Width);
            if (shape != shapeOfOther) throw new InvalidInputException($"{path} is {shape} and {other} is {shapeOfOther}; images of one shape can be compared");
            var (values, others) = (Array.ConvertAll(first.Pixels, value => (float)value), Array.ConvertAll(second.Pixels, value => (float)value));
            if (first.Pixels.AsSpan().SequenceEqual(second.Pixels)) equal++;
            else if (psnr) decibels += ImageSimilarity.Psnr(values, others, Range);
            if (!ssim) continue;
            if (Math.Min(shape.Height, shape.Width) < ImageSimilarity.Window)
                throw new InvalidInputException($"{path} is {shape}, and {Ssim} looks at windows of {ImageSimilarity.Window} x {ImageSimilarity.Window}; choose {Psnr} alone");
            similarity += ImageSimilarity.Ssim(values, others, shape.Height, shape.Width, Range);
        }
        List<Score> scores = [];
        var different = pairs.Count - equal;
        if (psnr && different > 0) scores.Add(new(Psnr, decibels / different, different, ScoreSignature.Of(Psnr, $"pairs:{different}", $"equal:{equal}", $"range:{Range}")));
        if (ssim) scores.Add(new(Ssim, similarity / pairs.Count, pairs.Count, ScoreSignature.Of(Ssim, $"pairs:{pairs.Count}", $"range:{Range}", "gaussian:11/1.5", "k:0.01,0.03", "windows:valid", "covariance:population")));
        return scores;
    }

    static IReadOnlyList<(string Generated, string Reference)> Pairs(string generated, string reference)
    {
        if (!Directory.Exists(generated) && !Directory.Exists(reference)) return [(generated, reference)];
        var (names, others) = (Names(generated), Names(reference));
        Require(names, others, reference);
        Require(others, names, generated);
        return [.. names.Select(name => (Path.Combine(generated, name), Path.Combine(reference, name)))];
    }

    static string[] Names(string folder)
    {
        string[] names = [.. TextFolder.Files(folder).Where(name => Path.GetExtension(name).Equals(".png", StringComparison.OrdinalIgnoreCase))];
        return names.Length > 0 ? names : throw new InvalidInputException($"{folder} has no PNG file; give a folder with some");
    }

    static void Require(string[] names, string[] others, string folder)
    {
        if (names.Except(others).FirstOrDefault() is { } alone) throw new InvalidInputException($"{folder} has no {alone}, and images are paired by their names; give folders with files of the same names");
    }
}
