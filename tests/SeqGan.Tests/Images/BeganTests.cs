using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Training;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class BeganTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    List<Scalars> Steps(ImageGame game)
    {
        var reports = new Collector();
        new Trainer(game, _folder["run"]).Run(reports);
        return [.. reports.Reports.Where(report => report.Evaluation is null).Select(report => report.Scalars)];
    }

    // Cleared networks reconstruct grey: a real image costs the mean of |x|, a grey fake nothing.
    [Fact]
    public void K_grows_by_what_a_real_image_costs_where_a_fake_costs_nothing()
    {
        var sets = ImageGameTests.Shapes();
        var cost = sets.Train.Pixels.Average(pixel => Math.Abs(pixel / 127.5 - 1));
        var options = ImageGameTests.Tiny with { Batch = sets.Train.Count, Net = Architecture.Mlp, Diversity = 0.7, BalanceRate = 0.1, GeneratorRate = 1e-12, CriticRate = 1e-12 };
        using var game = ImageGans.Create("began", sets, options);
        Weights.Clear(game);
        var steps = Steps(game); // critic, generator, critic, generator
        Assert.Equal(cost, steps[0]["loss"], 1e-5);
        Assert.Equal(0.07 * cost, steps[1]["k"], 1e-6);
        Assert.Equal(1.7 * cost, steps[1]["convergence"], 1e-5);
        Assert.Equal(0.14 * cost, steps[3]["k"], 1e-6);
    }

    [Fact]
    public void The_critic_minds_fakes_by_k()
    {
        using var game = ImageGans.Create("began", ImageGameTests.Shapes(), ImageGameTests.Tiny with { Diversity = 1, BalanceRate = 1, Net = Architecture.Mlp });
        var steps = Steps(game);
        var k = steps[1]["k"];
        Assert.Equal(Math.Clamp(steps[0]["real"] - steps[1]["loss"], 0, 1), k, 1e-9);
        Assert.InRange(k, 0.01, 1);
        Assert.Equal(steps[0]["real"], steps[0]["loss"], 1e-9);
        Assert.Equal(steps[2]["real"] - k * steps[2]["fake"], steps[2]["loss"], 1e-6);
    }
}
