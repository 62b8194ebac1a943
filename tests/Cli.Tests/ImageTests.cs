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
        Assert.Contains($"the run is in runs/{name}; next: seqgan generate runs/{name} --out images.png", outcome.Errors);
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
    public void Images_of_a_run_are_written_as_a_grid_or_one_by_one_and_can_be_read_again()
    {
        Seqgan.Run(_folder.Path, ["train", "cgan", .. _small]);
        string[] generate = ["generate", "runs/cgan", "--seed", "3", "-n"];
        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "12", "--out", "grid.png"]).Code);
        Assert.Equal((0, ""), Seqgan.Run(_folder.Path, [.. generate, "12", "--out", "many"]) is var many ? (many.Code, many.Errors) : default);
        Assert.Equal(["bar", "circle", "cross", "diamond", "square", "triangle"], Directory.GetDirectories(_folder.File("many")).Select(Path.GetFileName).Order());
        Assert.Equal(12, Directory.GetFiles(_folder.File("many"), "*.png", SearchOption.AllDirectories).Length);

        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "8", "--out", "one", "--label", "cross"]).Code);
        Assert.Equal(8, Directory.GetFiles(_folder.File("one/cross")).Length);
        Assert.Equal(File.ReadAllBytes(_folder.File("many/cross/000003.png")), File.ReadAllBytes(_folder.File("one/cross/000003.png"))); // image i is a function of the seed and i

        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "1", "--out", "slash/", "--label", "0"]).Code);
        Assert.Single(Directory.GetFiles(_folder.File("slash/circle")));

        Seqgan.Run(_folder.Path, [.. generate, "0", "--out", "none.png"]).AssertRefused("-n is 0; give 1 to 10000 images of a grid");
        Seqgan.Run(_folder.Path, [.. generate, "2000000000", "--out", "all.png"]).AssertRefused("-n is 2000000000; give 1 to 10000 images of a grid");
        Seqgan.Run(_folder.Path, [.. generate, "2000000000", "--out", "all"]).AssertRefused("-n is 2000000000; give 0 to 1000000 images");
        Seqgan.Run(_folder.Path, [.. generate, "1", "--out", ""]).AssertRefused("--out has no name; give a folder, or a file .png");
        Seqgan.Run(_folder.Path, [.. generate, "1", "--out", "many"]).AssertRefused("--out: the folder many is not empty");
        Seqgan.Run(_folder.Path, [.. generate, "1", "--out", "nowhere/many"]).AssertRefused("--out: there is no folder");
        Seqgan.Run(_folder.Path, [.. generate, "1", "--out", "x", "--label", "hexagon"]).AssertRefused("--label: there is no class 'hexagon'; there are circle, square, triangle, cross, bar, diamond");
        var again = Seqgan.Run(_folder.Path, ["train", "dcgan", "--data", "many", "--set", "width=4", "batch=4", "rounds=1", "round-steps=1", "threads=1"]);
        Assert.Equal((0, ""), (again.Code, again.Output));
    }

    [Fact]
    public void Attributes_and_categories_are_given_at_generation()
    {
        Seqgan.Run(_folder.Path, ["train", "attribute", .. _small]);
        string[] generate = ["generate", "runs/attribute", "-n", "4", "--out"];
        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "some", "--attributes", "filled", "large"]).Code);
        Assert.Equal(4, Directory.GetFiles(_folder.File("some"), "*.png").Length);
        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "none.png", "--attributes", "none"]).Code);
        Seqgan.Run(_folder.Path, [.. generate, "x", "--attributes", "heavy"]).AssertRefused("--attributes: there is no attribute 'heavy'; there are filled, large, bright, left, top, paired");

        Seqgan.Run(_folder.Path, ["train", "infogan", .. _small, "categories=6"]);
        generate[1] = "runs/infogan";
        Assert.Equal(0, Seqgan.Run(_folder.Path, [.. generate, "one", "--label", "5"]).Code);
        Assert.Equal(4, Directory.GetFiles(_folder.File("one/5"), "*.png").Length); // a category, though there are as many classes
        Seqgan.Run(_folder.Path, [.. generate, "x", "--label", "circle"]).AssertRefused("--label: there is no class 'circle'; there are 0 to 5");
    }

    [Theory]
    [InlineData("cross", "cross")]
    [InlineData("天 地", "天 地")]
    [InlineData("..x", "..x")]
    [InlineData("", "7")]
    [InlineData(".", "7")]
    [InlineData("..", "7")]
    [InlineData("../../x", "7")]
    [InlineData("/abs", "7")]
    [InlineData("a/b", "7")]
    [InlineData("a\\b", "7")]
    [InlineData("a\nb", "7")]
    public void No_name_of_a_class_leads_out_of_the_folder(string name, string folder) => Assert.Equal(folder, Commands.ImageGeneration.FolderOf(name, 7));

    [Fact]
    public void What_the_images_lack_is_said_in_a_line()
    {
        Seqgan.Run(_folder.Path, ["train", "attribute", "--data", "ring", .. _small]).AssertRefused("ring: the images have no attributes; use data with attributes, such as shapes, or gan=gan");
    }

    [Fact]
    public void The_players_of_an_image_gan_are_exported_for_pytorch()
    {
        Seqgan.Run(_folder.Path, ["train", "dcgan", .. _small, "average=0.9"]);
        var generator = Seqgan.Run(_folder.Path, "export", "runs/dcgan");
        Assert.Contains("layers.5.weight", generator.Output, StringComparison.Ordinal);
        Assert.Contains("wrote dcgan-generator.safetensors: ", generator.Errors, StringComparison.Ordinal);
        Assert.Contains("these are the averaged weights of the generator", generator.Errors, StringComparison.Ordinal);
        var critic = Seqgan.Run(_folder.Path, "export", "runs/dcgan", "--player", "critic", "--format", "pt");
        Assert.Contains("[1, 784]", critic.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("averaged", critic.Errors, StringComparison.Ordinal);
        Seqgan.Run(_folder.Path, "export", "runs/dcgan", "--player", "policy").AssertRefused("there is no player 'policy' in a gan; give generator or critic");
        Seqgan.Run(_folder.Path, "export", "runs/dcgan", "--phase", "mle", "--out", "x").AssertRefused("--phase: the run of an image GAN has no such phases");
    }

    [Fact]
    public void A_model_that_was_changed_is_refused()
    {
        Seqgan.Run(_folder.Path, ["train", "dcgan", .. _small]);
        var model = _folder.File("runs/dcgan/image-model.json");
        File.WriteAllText(model, File.ReadAllText(model).Replace("\"width\": 8", "\"width\": 16", StringComparison.Ordinal));
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan", "--out", "a").AssertRefused("runs/dcgan/image-model.json is damaged: it is not the one with which the run was trained");
        File.WriteAllText(model, "{");
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan", "--out", "a").AssertRefused("runs/dcgan/image-model.json is damaged");
    }

    [Fact]
    public void Text_and_image_runs_are_not_mixed_up()
    {
        Seqgan.Run(_folder.Path, ["train", "dcgan", .. _small]);
        Seqgan.Run(_folder.Path, "evaluate", "runs/dcgan", "--reference", "a").AssertRefused("--reference is for a file of lines; runs/dcgan is a run");
        Seqgan.Run(_folder.Path, "evaluate", "runs/dcgan", "--samples", "9").AssertRefused("--samples is for lines, and runs/dcgan makes images; leave it out");
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan").AssertRefused("images need a place; give --out FOLDER");
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan", "--out", "a", "--unique").AssertRefused("--unique is for lines, and runs/dcgan makes images; leave it out");
        Seqgan.Run(_folder.Path, "generate", "runs/dcgan", "--out", "a", "--label", "circle").AssertRefused("--label: a gan is told no class");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--data", "nowhere").AssertRefused("data: there is no file nowhere");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--set", "size=30").AssertRefused("shapes: a dcgan needs images whose sides can be divided by 4, and these are 30 x 30");
        Seqgan.Run(_folder.Path, "train", "dcgan", "--set", "batch=20000").AssertRefused("shapes: batch is 20000, and there are");
    }
}
