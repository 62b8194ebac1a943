using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>PNG files beside PNG files, through the real command.</summary>
public sealed class SimilarityTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Outcome Evaluate(params string[] arguments) => Seqgan.Run(_folder.Path, ["evaluate", .. arguments]);

    static (string?, double)[] Scores(Outcome outcome) =>
        [.. JsonDocument.Parse(outcome.Output).RootElement.GetProperty("metrics").EnumerateArray().Select(score => (score.GetProperty("name").GetString(), score.GetProperty("value").GetDouble()))];

    [Fact]
    public void Images_are_compared_with_others_in_pairs()
    {
        Seqgan.Run(_folder.Path, "train", "dcgan", "--set", "width=4", "batch=16", "rounds=1", "round-steps=2", "shape-count=100", "size=16", "threads=1");
        foreach (var (out_, seed) in new[] { ("a", "1"), ("b", "2") }) Assert.Equal(0, Seqgan.Run(_folder.Path, "generate", "runs/dcgan", "-n", "3", "--seed", seed, "--out", out_).Code);

        var folders = Evaluate("a", "--reference", "b", "--json");
        Assert.True(folders.Code == 0, folders.Errors);
        var single = Enumerable.Range(0, 3).Select(i => Scores(Evaluate($"a/{i:D6}.png", "--reference", $"b/{i:D6}.png", "--json"))).ToArray();
        Assert.Equal(["psnr", "ssim"], Scores(folders).Select(score => score.Item1));
        for (var metric = 0; metric < 2; metric++) Assert.Equal(single.Average(scores => scores[metric].Item2), Scores(folders)[metric].Item2, 1e-12);

        var equal = Evaluate("a/000000.png", "--reference", "a/000000.png", "--json");
        Assert.Equal([("ssim", 1.0)], Scores(equal));
        Assert.Contains("the images are equal: a PSNR, which would be infinite, is left out", equal.Errors, StringComparison.Ordinal);

        Evaluate("a/000000.png").AssertRefused("a/000000.png is of images; give one path to compare it with by --reference");
        Evaluate("a/000000.png", "--reference", "missing.png").AssertRefused("missing.png is missing; save it again as a plain PNG file");
        Evaluate("a", "--reference", "b", "--paired").AssertRefused("--paired is not for image files, and a is such; leave it out");
        Evaluate("a", "--reference", "b", "-n", "9").AssertRefused("-n is not for image files, and a is such; leave it out");
        Evaluate("a", "--reference", "b", "--metric", "kid").AssertRefused("--metric: there is no metric 'kid'; there are: psnr, ssim");
        File.Delete(_folder.File("b/000001.png"));
        Evaluate("a", "--reference", "b").AssertRefused("b has no 000001.png, and images are paired by their names");
        File.WriteAllText(_folder.File("b/000001.png"), "text");
        Evaluate("a", "--reference", "b").AssertRefused("b/000001.png cannot be used");
    }
}
