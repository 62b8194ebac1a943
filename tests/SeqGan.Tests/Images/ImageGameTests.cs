using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images;

/// <summary>What holds for every image GAN there is.</summary>
[Collection(OneAtATime.Name)]
public sealed class ImageGameTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    internal static ImageGanOptions Tiny => new() { Width = 4, Latent = 6, Batch = 8, Rounds = 1, RoundSteps = 2, EvaluationSamples = 9 };

    internal static ImageSets Shapes(int size = 28, int channels = 1) => ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = size, Channels = channels, ShapeCount = 60 });

    public static TheoryData<string, Architecture> Games
    {
        get
        {
            var games = new TheoryData<string, Architecture>();
            foreach (var (name, _) in ImageGans.All)
                foreach (var net in Enum.GetValues<Architecture>()) games.Add(name, net);
            return games;
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Every_parameter_of_every_player_gets_a_gradient_that_is_finite_and_not_zero(string gan, Architecture net)
    {
        using var game = ImageGans.Create(gan, Shapes(), Tiny with { Net = net });
        new Trainer(game, _folder["run"]).Run();
        Gradients.AssertThere(game);
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Images_of_any_size_come_out_as_they_go_in(string gan, Architecture net)
    {
        foreach (var (size, channels) in new[] { (28, 1), (32, 3), (96, 3) })
        {
            using var game = ImageGans.Create(gan, Shapes(size, channels), Tiny with { Net = net });
            new Trainer(game, _folder[$"{size}"]).Run();
            using var images = game.Generate(3);
            Assert.Equal([3, channels, size, size], images.shape);
            Assert.InRange(images.abs().max().item<float>(), 0, 1);
            Assert.NotEmpty(Directory.GetFiles(_folder[$"{size}/samples"], "*-grid.png"));
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_run_that_is_stopped_after_every_step_ends_as_one_that_is_not(string gan, Architecture net)
    {
        var (sets, options) = (Shapes(), Tiny with { Net = net, RoundSteps = 3, Average = 0.9 });
        using (var game = ImageGans.Create(gan, sets, options)) new Trainer(game, _folder["whole"]).Run();
        Stops.Every(1, () => ImageGans.Create(gan, sets, options), _folder["stopped"], new TrainerOptions());
        Assert.Equal(RunFiles.Of(_folder["whole"]), RunFiles.Of(_folder["stopped"]));
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_run_whose_images_are_looked_at_after_every_step_ends_as_one_whose_are_not(string gan, Architecture net)
    {
        var sets = Shapes();
        void Train(string name, ImageLoss loss, Action<ImageGame> look)
        {
            using var game = ImageGans.Create(gan, sets, Tiny with { Net = net, Loss = loss, CriticSteps = gan == "vae" ? 0 : 1, Average = 0.9 });
            new Trainer(game, _folder[name]).Run(new Collector { OnReport = _ => look(game) });
        }
        foreach (var loss in gan is "vae" or "began" ? [Tiny.Loss] : new[] { ImageLoss.Hinge, ImageLoss.NonSaturating }) // spectral norms, and batch norms
        {
            Train($"alone-{loss}", loss, _ => { });
            Train($"watched-{loss}", loss, game => game.Generate(2).Dispose());
            Assert.Equal(RunFiles.Of(_folder[$"alone-{loss}"]), RunFiles.Of(_folder[$"watched-{loss}"]));
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_game_outlives_the_dispose_scope_in_which_it_was_made(string gan, Architecture net)
    {
        var loss = gan is "vae" or "began" ? Tiny.Loss : ImageLoss.Hinge; // spectral norms, where there is a choice
        ImageGame game;
        using (torch.NewDisposeScope()) game = ImageGans.Create(gan, Shapes(), Tiny with { Net = net, Loss = loss });
        using (game) new Trainer(game, _folder["run"]).Run();
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_run_is_opened_without_its_data_and_makes_the_same_images(string gan, Architecture net)
    {
        using var scope = torch.NewDisposeScope();
        using var game = ImageGans.Create(gan, Shapes(), Tiny with { Net = net, Average = 0.5 });
        new Trainer(game, _folder["run"]).Run();
        var images = game.Generate(7, seed: 5);
        using var opened = ImageGans.Open(RunDirectory.Open(_folder["run"]));
        Assert.Equal((gan, game.Layout, game.Shape), (opened.Name, opened.Layout, opened.Shape));
        Assert.Equal(images.data<float>().ToArray(), opened.Generate(7, seed: 5).data<float>().ToArray());
        Assert.Equal(game.Grid(9), opened.Grid(9));
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Image_i_is_a_function_of_the_seed_and_i(string gan, Architecture net)
    {
        using var game = ImageGans.Create(gan, Shapes(), Tiny with { Net = net });
        using var scope = torch.NewDisposeScope();
        var (many, few, other) = (game.Generate(5, seed: 3), game.Generate(2, seed: 3), game.Generate(2, seed: 4));
        Assert.Equal(few.data<float>().ToArray(), many.narrow(0, 0, 2).contiguous().data<float>().ToArray());
        Assert.False(few.allclose(other));
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_same_seed_builds_the_same_networks_and_another_one_others(string gan, Architecture net)
    {
        float[] Weights(long seed)
        {
            using var game = ImageGans.Create(gan, Shapes(), Tiny with { Net = net, Seed = seed });
            return [.. game.Players.SelectMany(player => player.Weights.parameters()).SelectMany(parameter => parameter.data<float>().ToArray())];
        }
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }
}
