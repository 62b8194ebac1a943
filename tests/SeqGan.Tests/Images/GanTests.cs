using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class GanTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageGanOptions Tiny => new() { Width = 4, Latent = 6, Batch = 8, Rounds = 1, RoundSteps = 2, CriticSteps = 1, EvaluationSamples = 9 };

    static ImageSets Shapes(int size = 28, int channels = 1) => ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = size, Channels = channels, ShapeCount = 60 });

    public static TheoryData<ImageLoss, Architecture> Pairs
    {
        get
        {
            var pairs = new TheoryData<ImageLoss, Architecture>();
            foreach (var loss in Enum.GetValues<ImageLoss>())
                foreach (var net in Enum.GetValues<Architecture>()) pairs.Add(loss, net);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_parameter_of_every_player_gets_a_gradient_that_is_finite_and_not_zero(ImageLoss loss, Architecture net)
    {
        using var game = new Gan(Shapes(), Tiny with { Loss = loss, Net = net });
        new Trainer(game, _folder["run"]).Run();
        foreach (var player in game.Players)
        {
            foreach (var (name, parameter) in player.Weights.named_parameters())
            {
                var gradient = parameter.grad;
                Assert.True(gradient is not null, $"{player.Name}: {name} has no gradient");
                Assert.True(gradient.isfinite().all().item<bool>(), $"{player.Name}: {name} is not finite");
                // A Wasserstein critic's last bias moves real and fake verdicts alike.
                if (player.Name == "critic" && name == "verdict.bias" && loss is ImageLoss.Wgan or ImageLoss.WganGp or ImageLoss.LossSensitive) continue;
                Assert.True(gradient.abs().sum().item<float>() > 0, $"{player.Name}: {name} has no slope");
            }
        }
    }

    [Theory]
    [InlineData(28, 1, Architecture.Dcgan)]
    [InlineData(32, 3, Architecture.Dcgan)]
    [InlineData(96, 3, Architecture.Dcgan)]
    [InlineData(28, 1, Architecture.Mlp)]
    [InlineData(32, 3, Architecture.Mlp)]
    [InlineData(96, 3, Architecture.Mlp)]
    public void Images_of_any_size_come_out_as_they_go_in(int size, int channels, Architecture net)
    {
        using var game = new Gan(Shapes(size, channels), Tiny with { Net = net });
        new Trainer(game, _folder["run"]).Run();
        using var images = game.Generate(3);
        Assert.Equal([3, channels, size, size], images.shape);
        Assert.InRange(images.abs().max().item<float>(), 0, 1);
        Assert.True(File.Exists(_folder["run/samples/step-00000004-grid.png"]));
    }

    [Fact]
    public void Sides_that_cannot_be_halved_twice_are_refused_for_a_dcgan_only()
    {
        Assert.Contains("divided by 4", Assert.Throws<InvalidInputException>(() => new Gan(Shapes(30), Tiny)).Message, StringComparison.Ordinal);
        using var game = new Gan(Shapes(30), Tiny with { Net = Architecture.Mlp });
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_run_that_is_stopped_after_every_step_ends_as_one_that_is_not(ImageLoss loss, Architecture net)
    {
        var (sets, options) = (Shapes(), Tiny with { Loss = loss, Net = net, RoundSteps = 3, Average = 0.9 });
        using (var game = new Gan(sets, options)) new Trainer(game, _folder["whole"]).Run();
        Stops.Every(1, () => new Gan(sets, options), _folder["stopped"], new TrainerOptions());
        Assert.Equal(RunFiles.Of(_folder["whole"]), RunFiles.Of(_folder["stopped"]));
    }

    [Fact]
    public void An_average_follows_the_weights_and_is_what_is_looked_at()
    {
        using var game = new Gan(Shapes(), Tiny with { Average = 0.5 });
        new Trainer(game, _folder["run"]).Run();
        var generator = game.Players[0];
        var average = generator.Average!.Tensors;
        Assert.Equal(generator.Weights.named_parameters().Select(one => one.name), average.Keys);
        var (name, live) = generator.Weights.named_parameters().First();
        var before = live.data<float>().ToArray();
        using (generator.UseAverage()) Assert.Equal(average[name].data<float>().ToArray(), live.data<float>().ToArray());
        Assert.Equal(before, live.data<float>().ToArray());
        Assert.NotEqual(before, average[name].data<float>().ToArray());
    }

    [Fact]
    public void Image_i_is_a_function_of_the_seed_and_i()
    {
        using var game = new Gan(Shapes(), Tiny with { Net = Architecture.Mlp });
        using var scope = torch.NewDisposeScope();
        var (many, few, other) = (game.Generate(5, seed: 3), game.Generate(2, seed: 3), game.Generate(2, seed: 4));
        Assert.True(many[torch.TensorIndex.Slice(0, 2)].allclose(few));
        Assert.False(few.allclose(other));
    }
}
