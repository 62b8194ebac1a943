using System.Globalization;
using System.Text.Json;

namespace SeqGan.Eval.Tests;

public sealed class ScoreReportTests
{
    static readonly ScoreReport Report = new([
        new("bleu-4", 0.339, 500, "bleu-4|refs:2000|pooled"),
        new("nll-test", 10.25, 12, "a \"quoted\", 词"),
    ]);

    [Fact]
    public void Json_has_exactly_this_form() => Assert.Equal(
        """{"metrics":[{"name":"bleu-4","value":0.339,"samples":500,"signature":"bleu-4|refs:2000|pooled"},{"name":"nll-test","value":10.25,"samples":12,"signature":"a \"quoted\", 词"}]}""",
        Report.ToJson());

    [Fact]
    public void Csv_quotes_what_needs_it() => Assert.Equal(
        "name,value,samples,signature\nbleu-4,0.339,500,bleu-4|refs:2000|pooled\nnll-test,10.25,12,\"a \"\"quoted\"\", 词\"\n",
        Report.ToCsv());

    [Fact]
    public void The_table_is_aligned() => Assert.Equal(
        "metric      value  samples  signature\nbleu-4     0.3390      500  bleu-4|refs:2000|pooled\nnll-test  10.2500       12  a \"quoted\", 词",
        Report.ToTable());

    [Fact]
    public void Intervals_stand_beside_the_scores_that_have_them()
    {
        ScoreReport report = new([new("bleu-4", 0.339, 500, "b") { Interval = new(0.25, 0.5, 0.95) }, new("distinct-2", 0.5, 500, "d")]);
        Assert.Equal("""{"metrics":[{"name":"bleu-4","value":0.339,"samples":500,"low":0.25,"high":0.5,"level":0.95,"signature":"b"},{"name":"distinct-2","value":0.5,"samples":500,"signature":"d"}]}""", report.ToJson());
        Assert.Equal("name,value,samples,signature,low,high\nbleu-4,0.339,500,b,0.25,0.5\ndistinct-2,0.5,500,d,,\n", report.ToCsv());
        Assert.Equal("metric       value     95 % interval  samples  signature\nbleu-4      0.3390  0.2500 to 0.5000      500  b\ndistinct-2  0.5000                 -      500  d", report.ToTable());
    }

    [Fact]
    public void No_scores_are_an_empty_list() => Assert.Equal("""{"metrics":[]}""", new ScoreReport([]).ToJson());

    [Fact]
    public void Values_read_back_to_the_same_double()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var value = random.NextDouble() * Math.Pow(10, random.Next(-20, 20));
            var json = new ScoreReport([new("x", value, 1, "x")]).ToJson();
            Assert.Equal(value, JsonDocument.Parse(json).RootElement.GetProperty("metrics")[0].GetProperty("value").GetDouble());
            var csv = new ScoreReport([new("x", value, 1, "x")]).ToCsv();
            Assert.Equal(value, double.Parse(csv.Split('\n')[1].Split(',')[1], CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Values_that_are_no_numbers_are_refused_by_name(double value) =>
        Assert.Contains("score bleu-2 is", Assert.Throws<ArgumentException>(() => new ScoreReport([new("bleu-2", value, 1, "x")])).Message);
}
