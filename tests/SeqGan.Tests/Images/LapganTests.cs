using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class LapganTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageGanOptions Tiny => ImageGameTests.Tiny with { CriticSteps = 1 };

    public static TheoryData<ImageLoss> Losses => [.. Enum.GetValues<ImageLoss>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Any_loss_moves_every_level(ImageLoss loss)
    {
        using var game = ImageGans.Create("lapgan", ImageGameTests.Shapes(), Tiny with { Loss = loss, ClassConditional = true, WeightClip = 1 }); // weights of 0.01 would let every image light the same units
        new Trainer(game, _folder["run"]).Run();
        Assert.Equal(["generator-0", "critic-0", "generator-1", "critic-1", "generator-2", "critic-2"], game.Players.Select(player => player.Name));
        Gradients.AssertThere(game, [.. Enumerable.Range(0, 3).Select(level => ($"critic-{level}", "verdict.bias"))]); // a Wasserstein critic's moves both verdicts alike
    }

    [Fact]
    public void A_level_takes_twice_as_many_steps_as_the_next()
    {
        using var game = ImageGans.Create("lapgan", ImageGameTests.Shapes(), Tiny with { RoundSteps = 1 });
        var turns = game.Schedule().Select(turn => turn.Name).ToArray();
        Assert.Equal([4, 2, 1], new[] { 0, 1, 2 }.Select(level => turns.Count(name => name == $"generator-{level}")));
        Assert.Equal(["critic-0", "generator-0", "critic-0"], turns[..3]);
        Assert.Equal(["critic-2", "generator-2"], turns[^2..]);
    }

    [Fact]
    public void Critics_that_cannot_tell_cost_log_4_at_every_level()
    {
        using var game = ImageGans.Create("lapgan", ImageGameTests.Shapes(), Tiny);
        Weights.Clear(game);
        var reports = new Collector();
        new Trainer(game, _folder["run"]).Run(reports);
        foreach (var level in new[] { 0, 1, 2 })
            Assert.Equal(Math.Log(4), reports.Reports.First(report => report.Turn.Name == $"critic-{level}").Scalars["loss"], 1e-6);
    }

    [Fact]
    public void An_image_is_the_coarsest_one_with_the_detail_of_every_level()
    {
        using var scope = torch.NewDisposeScope();
        using var game = ImageGans.Create("lapgan", ImageGameTests.Shapes(), Tiny);
        Assert.Equal(6 + 14 * 14 + 28 * 28, game.Layout.Noise);
        Weights.Clear(game);
        Weights.Set(game, "generator-0", "generator.layers.4.bias", [.. Enumerable.Repeat(0.5f, 49)]);
        Weights.Set(game, "generator-1", "layers.6.bias", 0.125f);
        Weights.Set(game, "generator-2", "layers.6.bias", -0.25f);
        var images = game.Generate(2);
        Assert.True(images.allclose(torch.full_like(images, Math.Tanh(0.5) + 0.125 - 0.25)));
        Weights.Set(game, "generator-2", "layers.6.bias", 3);
        Assert.Equal(1, game.Generate(2).min().ToDouble()); // within the range of images
    }

    [Theory]
    [InlineData(Architecture.Mlp)]
    [InlineData(Architecture.Dcgan)]
    public void Where_the_class_is_told_it_can_be_asked_for(Architecture net)
    {
        using var scope = torch.NewDisposeScope();
        var (sets, options) = (ImageGameTests.Shapes(), Tiny with { Net = net, ClassConditional = true });
        using var game = ImageGans.Create("lapgan", sets, options);
        Assert.Equal((6 + 14 * 14 + 28 * 28, sets.Train.ClassNames.Length), (game.Layout.Noise, game.Layout.Classes));
        new Trainer(game, _folder["run"]).Run();
        Assert.False(game.Generate(2, request: new ImageRequest { Label = 0 }).allclose(game.Generate(2, request: new ImageRequest { Label = 1 })));
        Stops.Every(3, () => ImageGans.Create("lapgan", sets, options), _folder["stopped"], new TrainerOptions());
        Assert.Equal(RunFiles.Of(_folder["run"]), RunFiles.Of(_folder["stopped"]));
    }

    [Theory]
    [InlineData(Architecture.Mlp)]
    [InlineData(Architecture.Dcgan)]
    public void Sides_that_can_be_halved_once_are_enough(Architecture net)
    {
        using var game = ImageGans.Create("lapgan", ImageGameTests.Shapes(30), Tiny with { Net = net });
        Assert.Equal(6 + 30 * 30, game.Layout.Noise);
        new Trainer(game, _folder["run"]).Run();
        Gradients.AssertThere(game);
    }

    [Fact]
    public void Images_without_classes_or_that_cannot_be_halved_are_refused()
    {
        var sets = ImageGameTests.Shapes(12);
        Assert.Contains("even and 14 or more", Assert.Throws<InvalidInputException>(() => ImageGans.Create("lapgan", sets, Tiny)).Message, StringComparison.Ordinal);
        var shapes = ImageGameTests.Shapes().Train;
        var bare = new ImageSet(shapes.Shape, shapes.Pixels);
        var message = Assert.Throws<InvalidInputException>(() => ImageGans.Create("lapgan", new ImageSets(bare, bare, new Dictionary<string, string>()), Tiny with { ClassConditional = true })).Message;
        Assert.Contains("the images have no classes", message, StringComparison.Ordinal);
    }
}
