using System.Xml.Linq;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Images.Comparison;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Images.Comparison;

[Collection(OneAtATime.Name)]
public sealed class GanComparisonTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ComparisonTerms Terms => new() { Data = "d", Extractor = "net", Budget = 60, Clock = BudgetClock.Wall, Images = 20, Settings = "", Threads = 1, Machine = "one" };

    static ComparedRun Run(string gan, long seed, double? frechet) => new(gan, seed, frechet, "signature", 100 * seed, 60, 59, frechet is null ? "critic: the loss is NaN, at step 3" : null);

    [Fact]
    public void The_table_has_mean_deviation_best_and_worst_of_the_seeds()
    {
        var comparison = GanComparison.Open(_folder["compare"], Terms, floor: 0.5);
        foreach (var run in new[] { Run("mm", 1, 2), Run("ns", 1, 7.5), Run("mm", 2, 4), Run("mm", 3, 9), Run("ns", 2, null), Run("wgan", 1, null) }) comparison.Add(run);
        Assert.Equal(
            """
            gan     runs    mean  deviation    best   worst  steps  seconds
            mm         3  5.0000     3.6056  2.0000  9.0000    200     60.0
            ns    1 of 2  7.5000          -  7.5000  7.5000    150     60.0
            wgan  0 of 1       -          -       -       -    100     60.0
            (as many training images: 0.5000)

            """, comparison.ToTable());
        var byCpu = GanComparison.Open(_folder["cpu"], Terms with { Clock = BudgetClock.Cpu }, floor: null);
        byCpu.Add(Run("mm", 1, 2));
        Assert.EndsWith("  steps  cpu-seconds\nmm      1  2.0000          -  2.0000  2.0000    100         59.0\n", byCpu.ToTable(), StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder["compare/compare.csv"]);
        Assert.Equal("gan,seed,frechet,steps,seconds,cpu-seconds,fault,signature", lines[0]);
        Assert.Equal("mm,2,4,200,60.000,59.000,,signature", lines[3]);
        Assert.Equal("ns,2,,200,60.000,59.000,\"critic: the loss is NaN, at step 3\",signature", lines[5]);
        var chart = XDocument.Load(_folder["compare/compare.svg"]).Root!;
        Assert.Equal(4 + 2, chart.Elements().Count(element => element.Name.LocalName == "circle")); // four distances, two means
    }

    [Fact]
    public void What_is_there_is_gone_on_with_and_other_terms_are_refused()
    {
        GanComparison.Open(_folder["compare"], Terms, 0.5).Add(Run("mm", 1, 2));
        Assert.Equal([Run("mm", 1, 2)], GanComparison.Open(_folder["compare"], Terms, 0.5).Runs);
        (ComparisonTerms Terms, string Named)[] others =
        [
            (Terms with { Data = "e" }, "data: 'e', but 'd' in"), (Terms with { Extractor = "n" }, "extractor:"), (Terms with { Budget = 30.5 }, "budget: '30.5 s', but '60 s' in"),
            (Terms with { Clock = BudgetClock.Cpu }, "budget: '60 s of the processor'"), (Terms with { Images = 3 }, "images: '3'"), (Terms with { Settings = "width=4" }, "settings: 'width=4'"),
            (Terms with { Threads = 2 }, "threads: '2'"), (Terms with { Machine = "two" }, "machine: 'two'"),
        ];
        foreach (var (terms, named) in others) Assert.StartsWith(named, Assert.Throws<InvalidInputException>(() => GanComparison.Open(_folder["compare"], terms, 0.5)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"terms\": null, \"floor\": 1, \"runs\": []}")]
    [InlineData("RUNS[null]")]
    [InlineData("RUNS[{\"gan\": \"mm\"}]")]
    [InlineData("RUNS[{\"gan\": \"mm\", \"seed\": 1, \"frechet\": -1, \"signature\": \"\", \"steps\": 1, \"seconds\": 1, \"cpuSeconds\": 1, \"fault\": null}]")]
    public void A_damaged_file_is_bad_input(string text)
    {
        GanComparison.Open(_folder["compare"], Terms, 0.5);
        var file = _folder["compare/compare.json"];
        var sound = File.ReadAllText(file);
        File.WriteAllText(file, text.StartsWith("RUNS", StringComparison.Ordinal) ? sound.Replace("\"runs\": []", $"\"runs\": {text[4..]}", StringComparison.Ordinal) : text);
        Assert.StartsWith(file, Assert.Throws<InvalidInputException>(() => GanComparison.Open(_folder["compare"], Terms, 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_anything_else_is_left_alone()
    {
        Directory.CreateDirectory(_folder["own/classifier"]);
        GanComparison.RequireUsable(_folder["own"]); // stopped while the classifier was trained
        GanComparison.RequireUsable(_folder["new"]);
        File.WriteAllText(_folder["own/letter.txt"], "Dear");
        Assert.Contains("is not empty", Assert.Throws<InvalidInputException>(() => GanComparison.RequireUsable(_folder["own"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_those_of_the_literature_and_of_the_registry()
    {
        Assert.Equal([new("mm", "gan", ImageLoss.Minimax), new("cgan", "cgan")], Contestant.Parse("mm, cgan"));
        foreach (var (gan, _) in ImageGans.All) Assert.Contains(Contestant.All, one => one.Gan == gan);
        foreach (var loss in Enum.GetValues<ImageLoss>()) Assert.Single(Contestant.All, one => one.Loss == loss);
        Assert.Contains("there is no GAN 'biggan' to compare; there are mm, ns,", Assert.Throws<InvalidInputException>(() => Contestant.Parse("mm,biggan")).Message, StringComparison.Ordinal);
        Assert.Contains("ns is named twice", Assert.Throws<InvalidInputException>(() => Contestant.Parse("ns,mm,ns")).Message, StringComparison.Ordinal);
        Assert.Contains("no GAN is named", Assert.Throws<InvalidInputException>(() => Contestant.Parse(",")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BudgetClock.Wall)]
    [InlineData(BudgetClock.Cpu)]
    public void A_run_ends_when_its_budget_is_spent_or_its_schedule_played(BudgetClock clock)
    {
        var sets = ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = 8, ShapeCount = 100 });
        using var features = ImageFeatures.Random(sets.Train.Shape);
        var (real, options) = (References.Of(sets, features), new ImageGanOptions { Net = SeqGan.Images.Networks.Architecture.Mlp, Width = 4, Latent = 4, Batch = 8, Rounds = 100_000, RoundSteps = 10, Seed = 3 });
        var comparison = GanComparison.Open(_folder["compare"], Terms with { Budget = 0.2, Clock = clock }, real.Floor(sets, features, 20));

        using var endless = ImageGans.Create("gan", sets, options);
        var spent = ComparedRun.Play("ns", endless, comparison.Begin("ns", 3), comparison.Terms, features, real);
        Assert.True(spent is { Gan: "ns", Seed: 3, Fault: null, Frechet: > 0 } && spent.Steps < 2_000_000, spent.ToString());
        Assert.True((clock == BudgetClock.Cpu ? spent.CpuSeconds : spent.Seconds) >= 0.2, spent.ToString());
        Assert.StartsWith($"frechet|refs:{sets.Test.Count}(test:", spent.Signature, StringComparison.Ordinal);
        Assert.Equal(spent.Steps, long.Parse(Path.GetFileName(RunDirectory.Open(comparison.RunFolder("ns", 3)).Checkpoints.Find())[5..], System.Globalization.CultureInfo.InvariantCulture)); // its weights are kept

        using var short_ = ImageGans.Create("gan", sets, options with { Rounds = 1 });
        var played = ComparedRun.Play("ns", short_, comparison.Begin("ns", 3), (comparison.Terms with { Budget = 1000 }), features, real); // and what did not end is begun anew
        Assert.Equal(20, played.Steps);
        using var again = ImageGans.Create("gan", sets, options with { Rounds = 1 });
        Assert.Equal(played.Frechet, ComparedRun.Play("ns", again, comparison.Begin("ns", 3), comparison.Terms with { Budget = 1000 }, features, real).Frechet);
    }

    [Fact]
    public void A_training_that_breaks_down_is_a_result_and_one_that_is_stopped_is_none()
    {
        var sets = ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = 8, ShapeCount = 100 });
        using var features = ImageFeatures.Random(sets.Train.Shape);
        var (real, comparison) = (References.Of(sets, features), GanComparison.Open(_folder["compare"], Terms, 0));
        var options = new ImageGanOptions { Net = SeqGan.Images.Networks.Architecture.Mlp, Width = 4, Latent = 4, Batch = 8, Rounds = 1, RoundSteps = 10, Loss = ImageLoss.WganGp, Penalty = 1e300 };
        using var broken = ImageGans.Create("gan", sets, options);
        var run = ComparedRun.Play("wgan-gp", broken, comparison.Begin("wgan-gp", 1), comparison.Terms, features, real);
        Assert.Null(run.Frechet);
        Assert.Contains("critic", run.Fault, StringComparison.Ordinal);
        using var stopped = ImageGans.Create("gan", sets, options with { Penalty = 1 });
        Assert.Throws<OperationCanceledException>(() => ComparedRun.Play("wgan-gp", stopped, comparison.Begin("wgan-gp", 1), comparison.Terms, features, real, new CancellationToken(canceled: true)));
    }
}
