using System.Text.Json;
using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Tests;

public sealed class SideBySideTests
{
    static Score Mean(string name, double[] scores, string signature = "s")
    {
        var lines = LineSums.Mean(scores);
        return new Score(name, lines.Value, scores.Length, signature) { Lines = lines };
    }

    static double[] Scores(int seed, double shift)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() + shift)];
    }

    [Fact]
    public void The_best_is_the_highest_or_where_less_is_better_the_lowest()
    {
        SideBySide both = new([("a", [new("bleu", 0.5, 9, "s"), new("ppl", 30, 9, "s") { LowerIsBetter = true }]), ("b", [new("bleu", 0.6, 9, "s"), new("ppl", 40, 9, "s") { LowerIsBetter = true }]), ("c", [new("bleu", 0.6, 9, "s")])]);
        Assert.Equal([("a", "bleu", false), ("b", "bleu", true), ("c", "bleu", true), ("a", "ppl", true), ("b", "ppl", false)], both.Scores.Select(one => (one.System, one.Score.Name, one.Best)));
        Assert.All(both.Scores, one => Assert.Null(one.P)); // nothing is known of their lines
    }

    [Fact]
    public void Scores_of_different_signatures_do_not_compare()
    {
        SideBySide both = new([("a", [Mean("self-bleu", [0.1, 0.2], "refs:1")]), ("b", [Mean("self-bleu", [0.3, 0.2, 0.1], "refs:2")])]);
        Assert.All(both.Scores, one => Assert.Equal((false, null), (one.Best, one.P)));
    }

    [Fact]
    public void Reverse_perplexities_compare_only_where_as_many_lines_were_learned()
    {
        string[][] references = NaiveBleu.RandomLines(1, 30, 8, 3, 9), lines = NaiveBleu.RandomLines(2, 40, 8, 3, 9);
        SideBySide Sides(int other) => new([("a", [Ppl(lines[..20])]), ("b", [Ppl(lines[^other..])])]);
        Score Ppl(string[][] generated) => TextMetrics.ReversePerplexity(generated, references, new() { Vocabulary = 9 });
        Assert.All(Sides(19).Scores, one => Assert.Equal((false, null), (one.Best, one.P)));
        Assert.Single(Sides(20).Scores, one => one.Best);
        Assert.NotNull(Sides(20).Scores.Last().P);
    }

    [Fact]
    public void P_is_that_of_the_test_that_fits_the_lines()
    {
        double[] first = Scores(1, 0), second = Scores(2, 0.1);
        (string, IReadOnlyList<Score>)[] systems = [("a", [Mean("bleu", first)]), ("b", [Mean("bleu", second)])];
        Assert.Equal(RandomizationTest.Unpaired(LineSums.Mean(first), LineSums.Mean(second)), new SideBySide(systems).Scores.Last().P);
        Assert.Null(new SideBySide(systems).Scores.First().P);
        (string, IReadOnlyList<Score>)[] paired = [.. systems.Select(one => (one.Item1, (IReadOnlyList<Score>)[one.Item2[0] with { Lines = one.Item2[0].Lines!.InPairs() }]))];
        Assert.Equal(RandomizationTest.Paired(LineSums.Mean(first), LineSums.Mean(second)), new SideBySide(paired).Scores.Last().P);
    }

    [Fact]
    public void Table_csv_markdown_and_json_say_the_same()
    {
        SideBySide both = new([("mle", [Mean("bleu-2", [0.125, 0.25, 0.375]).WithInterval()]), ("a,b", [Mean("bleu-2", [0.5, 0.5, 0.5]).WithInterval()])]);
        var p = both.Scores.Last().P!.Value;
        var test = "p: randomisation with 10000 trials against mle, in pairs of lines where they answer the same; 95 % intervals: bootstrap with 1000 draws of the lines; ";
        var (low, high) = (both.Scores.First().Score.Interval!.Value.Low, both.Scores.First().Score.Interval!.Value.High);
        Assert.Equal(
            "metric  system   value        95 % interval       p  signature\n" +
            FormattableString.Invariant($"bleu-2  mle     0.2500     {low:F4} to {high:F4}       -  s\n") +
            FormattableString.Invariant($"        a,b     0.5000  *  0.5000 to 0.5000  {p:F4}  s\n") + test + "* the best", both.ToTable());
        Assert.Equal(FormattableString.Invariant($"name,system,value,samples,signature,low,high,best,p\nbleu-2,mle,0.25,3,s,{low:R},{high:R},,\nbleu-2,\"a,b\",0.5,3,s,0.5,0.5,best,{p:R}\n"), both.ToCsv());
        Assert.Equal(FormattableString.Invariant($"| metric | mle | a,b | p |\n|---|---|---|---|\n| bleu-2 | 0.2500 ({low:F4} to {high:F4}) | **0.5000** (0.5000 to 0.5000) | {p:F4} |\n\n{test}bold: the best\n"), both.ToMarkdown());
        var json = JsonDocument.Parse(both.ToJson()).RootElement;
        Assert.Equal(p, json.GetProperty("metrics")[1].GetProperty("p").GetDouble());
        Assert.Equal(("mle", low, false), (json.GetProperty("metrics")[0].GetProperty("system").GetString(), json.GetProperty("metrics")[0].GetProperty("low").GetDouble(), json.GetProperty("metrics")[0].GetProperty("best").GetBoolean()));
        Assert.Equal(test + "* the best", json.GetProperty("statistics").GetString());
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SideBySide([]));
        Assert.Throws<ArgumentException>(() => new SideBySide([("a", []), ("a", [])]));
        Assert.Throws<ArgumentException>(() => new SideBySide([("a", [new("x", double.NaN, 1, "s")]), ("b", [new("x", 1, 1, "s")])]));
    }
}
