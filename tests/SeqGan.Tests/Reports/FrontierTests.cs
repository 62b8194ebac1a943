using System.Xml.Linq;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class FrontierTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static readonly Frontier _curve = new(FrontierAxes.Oracle, [
        new("MLE", "T 1.5", 12, 9), new("MLE", "T 1", 10, 8), new("MLE", "T 0.8", 9, 8.2), new("MLE", "T 0.6", 8, 9), new("SeqGAN", "T 1", 8.9, 8.4)]);

    [Theory]
    [InlineData(8, 10.0)]
    [InlineData(8.1, 9.5)]
    [InlineData(8.6, 8.5)] // both branches pass here; the colder one is better
    [InlineData(9, 8.0)]
    [InlineData(7.9, null)]
    [InlineData(9.1, null)]
    public void Quality_at_a_diversity_is_read_off_the_better_branch_of_the_curve(double nllTest, double? expected)
    {
        var quality = _curve.QualityAt("MLE", nllTest);
        Assert.Equal(expected is null, quality is null);
        if (expected is { } value) Assert.Equal(value, quality!.Value, 1e-9);
    }

    [Fact]
    public void The_table_sets_each_policy_beside_maximum_likelihood_of_the_same_diversity()
    {
        var rows = _curve.ToTable().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.Matches(@"^MLE +10\.0000 +8\.0000 +10\.0000$", rows[1]);
        Assert.Matches(@"^SeqGAN +8\.9000 +8\.4000 +8\.7500$", rows[2]);
    }

    [Fact]
    public void Where_higher_is_better_the_higher_branch_is_the_better_one()
    {
        var bleu = new Frontier(FrontierAxes.Bleu, [new("MLE", "T 1.5", 0.2, 0.3), new("MLE", "T 1", 0.5, 0.6), new("MLE", "T 0.8", 0.9, 0.4)]);
        Assert.Equal(0.8, bleu.QualityAt("MLE", 0.45)!.Value, 1e-9);
        Assert.StartsWith("generator,setting,bleu-4,self-bleu-4\nMLE,T 1.5,0.2,0.3\n", bleu.ToCsv(), StringComparison.Ordinal);
        Assert.Contains("higher and further left is better", bleu.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_is_xml_and_keeps_every_point_inside()
    {
        var svg = XDocument.Parse(_curve.ToSvg());
        var circles = svg.Descendants().Where(element => element.Name.LocalName == "circle").ToArray();
        Assert.Equal(_curve.Points.Count, circles.Length);
        Assert.All(circles, circle => Assert.InRange((double)circle.Attribute("cx")!, 64, 570));
        Assert.All(circles, circle => Assert.InRange((double)circle.Attribute("cy")!, 40, 428));
    }

    [Fact]
    public void A_run_is_measured_with_its_controls_and_chains()
    {
        var options = new OracleOptions { Vocabulary = 30, Embedding = 4, Hidden = 5, Length = 6, TrainSamples = 200, TestSamples = 100 };
        using var oracle = Oracle.Create(options);
        var corpus = oracle.Draw(options);
        using var game = new SeqGanGame(corpus, Some.Tiny with { Controls = true, Rounds = 1 }, oracle: oracle);
        var evaluation = new Trainer(game, _folder["run"]).Run();
        Assert.Equal(["nll-oracle", "nll-test"], evaluation.Scores.Select(score => score.Name));

        var run = RunDirectory.Open(_folder["run"]);
        var frontier = OracleFrontier.Measure(run, oracle, corpus, samples: 50, seed: 1);
        Assert.Equal(["MLE", "SeqGAN", "constant reward", "shuffled reward", "bigram", "trigram"], frontier.Points.Select(point => point.Generator).Distinct());
        Assert.All(frontier.Points, point => Assert.InRange(point.Quality, 1, 30));
        var mle = frontier.Points.Where(point => point.Generator == "MLE").ToDictionary(point => point.Setting);
        Assert.True(mle["T 0.5"].Quality < mle["T 1.5"].Quality); // colder is safer
        Assert.NotNull(XDocument.Parse(LearningCurves.Draw(run)!));
    }

    [Fact]
    public void A_run_on_text_is_measured_on_both_planes()
    {
        var corpus = Some.Corpus(_folder);
        using var game = new SeqGanGame(corpus, Some.Tiny with { Rounds = 1 });
        new Trainer(game, _folder["run"]).Run();
        var run = RunDirectory.Open(_folder["run"]);
        var frontiers = TextFrontier.Measure(run, corpus, samples: 30, seed: 1);
        Assert.Equal(["bleu-4", "nll-test"], frontiers.Select(frontier => frontier.Axes.Quality));
        Assert.All(frontiers, frontier => Assert.Equal(18, frontier.Points.Count));

        // At temperature 1 the numbers are those of the reports.
        using var generator = TextGenerator.Open(run, "adversarial");
        int[][] written = [.. generator.GenerateIds(30, seed: 1)];
        var scores = TextReport.Scores(generator, corpus, written).ToDictionary(score => score.Name, score => score.Value);
        var (bleu, likelihood) = (Untouched(frontiers[0]), Untouched(frontiers[1]));
        Assert.Equal((scores["bleu-4"], scores["self-bleu-4"]), (bleu.Quality, bleu.Diversity));
        Assert.Equal(scores["nll-test"], likelihood.Quality);

        // Colder lines are likelier for who writes them.
        Assert.True(frontiers[1].Points[8].Diversity < frontiers[1].Points[0].Diversity);

        static FrontierPoint Untouched(Frontier frontier) => frontier.Points.Single(point => point is { Generator: "SeqGAN", Setting: "T 1" });
    }
}
