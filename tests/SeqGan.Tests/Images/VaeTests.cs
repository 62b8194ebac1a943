using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class VaeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageGanOptions Tiny => ImageGameTests.Tiny;

    Scalars FirstStep(ImageGame game)
    {
        var reports = new Collector();
        new Trainer(game, _folder["run"]).Run(reports);
        return reports.Reports[0].Scalars;
    }

    [Theory]
    [InlineData(Architecture.Mlp)]
    [InlineData(Architecture.Dcgan)]
    public void Bernoulli_pixels_that_are_one_half_cost_a_bit_each(Architecture net)
    {
        using var game = ImageGans.Create("vae", ImageGameTests.Shapes(), Tiny with { Net = net });
        Weights.Clear(game);
        var scalars = FirstStep(game);
        Assert.Equal(28 * 28 * Math.Log(2), scalars["reconstruction"], 1e-3);
        Assert.Equal(0, scalars["divergence"], 1e-6);
        Assert.Equal(scalars["reconstruction"], scalars["loss"], 1e-3);
    }

    [Fact]
    public void Gaussian_pixels_cost_their_squared_distance_by_the_variance()
    {
        var sets = ImageGameTests.Shapes();
        var values = sets.Train.Pixels.Select(pixel => pixel / 127.5 - 1);
        using var game = ImageGans.Create("vae", sets, Tiny with { PixelVariance = 0.25, Batch = sets.Train.Count, Net = Architecture.Mlp });
        Weights.Clear(game);
        var byHand = values.Sum(value => value * value / 0.25 + Math.Log(2 * Math.PI * 0.25)) / 2 / sets.Train.Count;
        Assert.Equal(byHand, FirstStep(game)["reconstruction"], 1e-2);
    }

    [Fact]
    public void A_code_costs_its_distance_from_the_prior_and_its_mean_is_what_is_encoded()
    {
        using var scope = NewDisposeScope();
        using var game = ImageGans.Create("vae", ImageGameTests.Shapes(), Tiny with { Net = Architecture.Mlp, Latent = 2 });
        Weights.Clear(game);
        Weights.Set(game, "autoencoder", "encoder.head.bias", 1, -0.5f, MathF.Log(4), MathF.Log(0.25f));
        Assert.Equal([1, -0.5f, 1, -0.5f], ((IEncoder)game).Encode(game.Generate(2)).data<float>().ToArray());
        var byHand = (1 + 4 - 1) / 2.0 - Math.Log(2) + (0.25 + 0.25 - 1) / 2 - Math.Log(0.5);
        Assert.Equal(byHand, FirstStep(game)["divergence"], 1e-5);
    }

    [Fact]
    public void What_it_decodes_of_an_images_code_is_like_the_image()
    {
        using var scope = NewDisposeScope();
        var sets = ImageSets.Open(ImageSets.Ring, new ImageSetOptions { ShapeCount = 200 });
        using var game = ImageGans.Create("vae", sets, Tiny with { Net = Architecture.Mlp, Width = 32, Latent = 2, Batch = 32, RoundSteps = 300, PixelVariance = 0.01 });
        new Trainer(game, _folder["run"]).Run();
        var images = ImageBatch.Of(sets.Test, [.. Enumerable.Range(0, sets.Test.Count)], CPU).Images;
        var error = (game.Decode(((IEncoder)game).Encode(images)) - images).square().mean().ToDouble();
        Assert.InRange(error, 0, 0.02); // the points' own variance is 0.32
    }

    [Fact]
    public void Options_of_other_games_are_refused_by_name()
    {
        string Refusal(string gan, ImageGanOptions options) => Assert.Throws<InvalidInputException>(() => ImageGans.Create(gan, ImageGameTests.Shapes(), options)).Message;
        Assert.Equal("loss is nothing that gan=vae has a use for; leave it out", Refusal("vae", Tiny with { Loss = ImageLoss.WganGp }));
        Assert.StartsWith("critic-steps ", Refusal("vae", Tiny with { CriticSteps = 2 }), StringComparison.Ordinal);
        Assert.StartsWith("loss ", Refusal("began", Tiny with { Loss = ImageLoss.Hinge }), StringComparison.Ordinal);
        Assert.StartsWith("pixel-variance ", Refusal("gan", Tiny with { PixelVariance = 0.1 }), StringComparison.Ordinal);
        Assert.StartsWith("diversity is 2", Refusal("began", Tiny with { Diversity = 2 }), StringComparison.Ordinal);
    }
}
