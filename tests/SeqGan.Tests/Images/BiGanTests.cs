using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class BiGanTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageGanOptions Tiny => ImageGameTests.Tiny with { Net = Architecture.Mlp, CriticSteps = 1 };

    public static TheoryData<ImageLoss> Losses => [.. Enum.GetValues<ImageLoss>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Any_loss_moves_generator_encoder_and_critic(ImageLoss loss)
    {
        using var game = ImageGans.Create("bigan", ImageGameTests.Shapes(), Tiny with { Loss = loss, WeightClip = 1 }); // weights of 0.01 would let every image light the same units
        new Trainer(game, _folder["run"]).Run();
        Gradients.AssertThere(game, Gradients.Flat(loss));
    }

    // At the optimum the two kinds of pairs are one distribution, and the critic says 1/2 of each.
    [Fact]
    public void A_critic_that_cannot_tell_costs_log_4_and_each_of_the_two_it_judges_log_2()
    {
        using var game = ImageGans.Create("bigan", ImageGameTests.Shapes(), Tiny with { CriticRate = 1e-12 });
        Weights.Clear(game);
        var reports = new Collector();
        new Trainer(game, _folder["run"]).Run(reports);
        Assert.Equal(Math.Log(4), reports.Reports[0].Scalars["loss"], 1e-6);
        Assert.Equal(2 * Math.Log(2), reports.Reports[1].Scalars["loss"], 1e-6);
    }

    [Fact]
    public void The_encoder_strives_for_what_the_generator_does_with_real_and_fake_exchanged()
    {
        using var scope = NewDisposeScope();
        var verdicts = tensor(new[] { 0.5, -2.0 });
        double Cost(ImageLoss loss)
        {
            var objective = Objective.Of(new ImageGanOptions { Loss = loss });
            return objective.Generator(objective.Exchanged(verdicts)).ToDouble();
        }
        double LogFake(double x) => Math.Log(1 / (1 + Math.Exp(x))); // log (1 - D)
        double LogReal(double x) => Math.Log(1 / (1 + Math.Exp(-x))); // log D
        Assert.Equal(-(LogFake(0.5) + LogFake(-2)) / 2, Cost(ImageLoss.NonSaturating), 1e-12);
        Assert.Equal((LogReal(0.5) + LogReal(-2)) / 2, Cost(ImageLoss.Minimax), 1e-12);
        Assert.Equal((0.25 + 4) / 2 / 2, Cost(ImageLoss.LeastSquares), 1e-12);
        foreach (var loss in new[] { ImageLoss.Wgan, ImageLoss.WganGp, ImageLoss.Hinge, ImageLoss.LossSensitive }) Assert.Equal(-0.75, Cost(loss), 1e-12);
    }

    [Theory]
    [InlineData(Architecture.Mlp)]
    [InlineData(Architecture.Dcgan)]
    public void A_verdict_depends_on_the_image_and_on_the_code(Architecture net)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var critic = new PairCritic(new NetworkShape(net, new(1, 8, 8), 4), 3, Normalization.None);
        var pairs = PairCritic.Pair(randn(2, 1, 8, 8), randn(2, 3)).requires_grad_();
        Assert.Equal([2, 67], pairs.shape);
        var slope = autograd.grad([critic.forward(pairs).sum()], [pairs])[0];
        Assert.True(slope.ne(0).all().item<bool>());
    }

    [Fact]
    public void An_image_has_the_code_that_the_encoder_puts_out()
    {
        using var scope = NewDisposeScope();
        using var game = ImageGans.Create("bigan", ImageGameTests.Shapes(), Tiny with { Latent = 2 });
        Weights.Clear(game);
        Weights.Set(game, "generator", "encoder.head.bias", 0.5f, -1);
        var codes = ((IEncoder)game).Encode(game.Generate(2));
        Assert.Equal([0.5f, -1, 0.5f, -1], codes.data<float>().ToArray());
        Assert.Equal([2, 1, 28, 28], game.Decode(codes).shape);
    }
}
