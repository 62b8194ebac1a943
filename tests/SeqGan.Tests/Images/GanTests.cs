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

    static ImageGanOptions Tiny => ImageGameTests.Tiny with { CriticSteps = 1 };

    static ImageSets Shapes(int size = 28) => ImageGameTests.Shapes(size);

    static ImageGame Gan(ImageSets sets, ImageGanOptions options) => ImageGans.Create("gan", sets, options);

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
        using var game = Gan(Shapes(), Tiny with { Loss = loss, Net = net, WeightClip = 1 }); // weights of 0.01 would let every image light the same units
        new Trainer(game, _folder["run"]).Run();
        Gradients.AssertThere(game, Gradients.Flat(loss));
    }

    [Fact]
    public void Sides_that_cannot_be_halved_twice_are_refused_for_a_dcgan_only()
    {
        Assert.Contains("divided by 4", Assert.Throws<InvalidInputException>(() => Gan(Shapes(30), Tiny)).Message, StringComparison.Ordinal);
        using var game = Gan(Shapes(30), Tiny with { Net = Architecture.Mlp });
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_run_that_is_stopped_after_every_step_ends_as_one_that_is_not(ImageLoss loss, Architecture net)
    {
        var (sets, options) = (Shapes(), Tiny with { Loss = loss, Net = net, RoundSteps = 3, Average = 0.9 });
        using (var game = Gan(sets, options)) new Trainer(game, _folder["whole"]).Run();
        Stops.Every(1, () => Gan(sets, options), _folder["stopped"], new TrainerOptions());
        Assert.Equal(RunFiles.Of(_folder["whole"]), RunFiles.Of(_folder["stopped"]));
    }

    [Fact]
    public void An_average_follows_the_weights_and_is_what_is_looked_at()
    {
        using var game = Gan(Shapes(), Tiny with { Average = 0.5 });
        new Trainer(game, _folder["run"]).Run();
        var generator = game.Players[0];
        var average = generator.Average!.Tensors;
        string[] parameters = [.. generator.Weights.named_parameters().Select(one => one.name)];
        Assert.Equal(parameters, average.Keys.Take(parameters.Length));
        Assert.Equal(["layers.0.running_mean", "layers.0.running_var", "layers.3.running_mean", "layers.3.running_var", "updates"], average.Keys.Skip(parameters.Length)); // which belong to the weights before them
        var (name, live) = generator.Weights.named_parameters().First();
        var before = live.data<float>().ToArray();
        using (generator.UseAverage()) Assert.Equal(average[name].data<float>().ToArray(), live.data<float>().ToArray());
        Assert.Equal(before, live.data<float>().ToArray());
        Assert.NotEqual(before, average[name].data<float>().ToArray());
    }
}
