using SeqGan.Eval;
using SeqGan.Formats;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Reports;

public sealed class SimilarityReportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    byte[] Write(string name, int channels, int height, int width, Func<int, int> pixel)
    {
        byte[] pixels = [.. Enumerable.Range(0, channels * height * width).Select(i => (byte)pixel(i))];
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        using var stream = File.Create(_folder[name]);
        new PngFile(channels, height, width, pixels).Write(stream);
        return pixels;
    }

    IReadOnlyList<Score> Scores(string generated, string reference, params string[] metrics) => SimilarityReport.Scores(_folder[generated], _folder[reference], metrics.Length == 0 ? null : metrics);

    [Fact]
    public void Two_files_have_the_scores_of_their_pixels()
    {
        var first = Write("a.png", 3, 16, 20, i => i * 37 % 200);
        var second = Write("b.png", 3, 16, 20, i => i * 37 % 200 + i % 7);
        var scores = Scores("a.png", "b.png");
        float[] xs = [.. first.Select(value => (float)value)], ys = [.. second.Select(value => (float)value)];
        Assert.Equal([("psnr", ImageSimilarity.Psnr(xs, ys, 255), 1), ("ssim", ImageSimilarity.Ssim(xs, ys, 16, 20, 255), 1)], scores.Select(score => (score.Name, score.Value, score.Samples)));
        Assert.Equal($"psnr|pairs:1|equal:0|range:255|seqgan:{ScoreSignature.Version}", scores[0].Signature);
        Assert.Equal($"ssim|pairs:1|range:255|gaussian:11/1.5|k:0.01,0.03|windows:valid|covariance:population|seqgan:{ScoreSignature.Version}", scores[1].Signature);
    }

    [Fact]
    public void Folders_are_paired_by_name_and_averaged_with_equal_pairs_aside()
    {
        foreach (var (folder, offset) in new[] { ("a", 0), ("b", 1) })
        {
            Write($"{folder}/1.png", 1, 12, 12, i => i + 10 * offset);
            Write($"{folder}/2.png", 1, 12, 12, i => i + 5 * offset);
            Write($"{folder}/deep/3.PNG", 1, 11, 13, i => 90);
            File.WriteAllText(_folder[$"{folder}/notes{offset}.txt"], "no image");
        }
        var scores = Scores("a", "b");
        Assert.Equal((20 * Math.Log10(255 / 10.0) + 20 * Math.Log10(255 / 5.0)) / 2, scores[0].Value, 1e-12);
        Assert.Equal((2, $"psnr|pairs:2|equal:1|range:255|seqgan:{ScoreSignature.Version}"), (scores[0].Samples, scores[0].Signature));
        Assert.Equal((Scores("a/1.png", "b/1.png", "ssim")[0].Value + Scores("a/2.png", "b/2.png", "ssim")[0].Value + 1) / 3, scores[1].Value, 1e-12);
        Assert.Equal(("ssim", 1.0), (Assert.Single(Scores("a", "a")).Name, Scores("a", "a")[0].Value)); // no PSNR of equal pairs alone
    }

    [Fact]
    public void What_does_not_compare_is_refused()
    {
        Write("a/1.png", 1, 12, 12, i => i);
        Write("b/1.png", 1, 12, 12, i => i);
        Write("b/2.png", 1, 12, 12, i => i);
        Write("colour.png", 3, 12, 12, i => i % 256);
        Write("small.png", 1, 12, 10, i => i);
        Write("other.png", 1, 12, 10, i => i + 2);
        Directory.CreateDirectory(_folder["none"]);
        File.WriteAllText(_folder["none/x.txt"], "x");
        string Refused(string generated, string reference) => Assert.Throws<InvalidInputException>(() => Scores(generated, reference)).Message;
        Assert.Contains("a has no 2.png, and images are paired by their names", Refused("a", "b"), StringComparison.Ordinal);
        Assert.Contains("a has no 2.png, and images are paired by their names", Refused("b", "a"), StringComparison.Ordinal);
        Assert.Contains("none has no PNG file", Refused("a", "none"), StringComparison.Ordinal);
        Assert.Contains("1.png: there is no such folder", Refused("a", "b/1.png"), StringComparison.Ordinal);
        Assert.Contains("colour.png is 3 x 12 x 12 and ", Refused("colour.png", "a/1.png"), StringComparison.Ordinal);
        Assert.Contains("small.png is 1 x 12 x 10, and ssim looks at windows of 11 x 11; choose psnr alone", Refused("small.png", "other.png"), StringComparison.Ordinal);
        Assert.Equal(20 * Math.Log10(255 / 2.0), Assert.Single(Scores("small.png", "other.png", "psnr")).Value, 1e-12);
        Assert.Contains("missing.png is missing", Refused("missing.png", "a/1.png"), StringComparison.Ordinal);
    }
}
