using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>Image GANs through the real command.</summary>
public sealed class ImageTests : IDisposable
{
    static readonly string[] _small = ["--set", "width=8", "batch=16", "rounds=4", "round-steps=3", "evaluate-every=2", "shape-count=200", "threads=1"];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dcgan")]
    [InlineData("wgan-gp")]
    [InlineData("sngan")]
    public void A_gan_trains_on_a_bare_machine_leaves_grids_and_ends_alike_when_it_was_stopped(string name)
    {
        var outcome = Seqgan.Run(_folder.Path, ["train", name, .. _small]);
        Assert.True((outcome.Code, outcome.Output) == (0, ""), outcome.Errors);
        Assert.Contains("classes: circle, square, triangle, cross, bar, diamond\n", outcome.Errors);
        Assert.Contains($"the run is in runs/{name}; next: look at runs/{name}/samples", outcome.Errors);
        var grids = Directory.GetFiles(_folder.File($"runs/{name}/samples"));
        Assert.Equal(2, grids.Length);
        Assert.All(grids, grid => Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(grid)[..4])); // PNG

        var again = Seqgan.Run(_folder.Path, "train", $"runs/{name}", "--resume");
        Assert.StartsWith($"going on with runs/{name}\n", again.Errors);
        Assert.Equal(0, again.Code);
    }

    [Fact]
    public void The_ring_is_scored_by_the_modes_that_are_covered()
    {
        var outcome = Seqgan.Run(_folder.Path, ["train", "gan", "--data", "ring", .. _small]);
        Assert.Matches(@"^modes  [0-8]\.0000\nnear  [01]\.\d{4}\n$", outcome.Output);
    }

    [Fact]
    public void Text_and_image_runs_are_not_mixed_up()
    {
        Seqgan.Run(_folder.Path, ["train", "dcgan", .. _small]);
        Seqgan.Run(_folder.Path, "evaluate", "runs/dcgan").AssertRefused("runs/dcgan is a run of an image GAN; its samples/ have the pictures");
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan").AssertRefused("runs/dcgan/tokenizer.json is missing");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--data", "nowhere").AssertRefused("data: there is no file nowhere");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--set", "size=30").AssertRefused("shapes: a dcgan needs images whose sides can be divided by 4, and these are 30 x 30");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--set", "batch=20000").AssertRefused("shapes: batch is 20000, and there are");
    }
}
