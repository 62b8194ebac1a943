using SeqGan.Eval.Statistics;
using SeqGan.Eval.Translation;

namespace SeqGan.Eval.Tests.Statistics;

public sealed class LineSumsTests
{
    static readonly string[][] References = NaiveBleu.RandomLines(1, 30, 8, 3, 9), Generated = NaiveBleu.RandomLines(2, 20, 9, 3, 9), Training = NaiveBleu.RandomLines(3, 40, 8, 3, 9);

    static readonly TextMetricsOptions Options = new() { Orders = [2, 4] };

    /// <summary>The scores that are sums over the lines that were written: each of a draw of lines is the score that these lines would have alone.</summary>
    public static TheoryData<string> OfTheLines => ["bleu", "corpus-bleu", "paired", "novelty", "ppl-f"];

    static IReadOnlyList<Score> Scores(string metric, string[][] lines, string[][] references) => metric switch
    {
        "bleu" => TextMetrics.Bleu(lines, References, Options),
        "corpus-bleu" => TextMetrics.CorpusBleu(lines, References, Options),
        "paired" => TextMetrics.PairedBleu(lines, [.. references.Select(line => new[] { line })], Options),
        "novelty" => TextMetrics.Novelty(lines, Training, Options),
        _ => [TextMetrics.ForwardPerplexity(lines, References, Options with { Vocabulary = 12 })],
    };

    [Theory]
    [MemberData(nameof(OfTheLines))]
    public void A_draw_of_lines_scores_as_they_would_alone(string metric)
    {
        foreach (var (number, score) in Scores(metric, Generated, References[..Generated.Length]).Index())
        {
            if (score.Name == "longest-copied-max") continue;
            Assert.Equal(score.Value, score.Lines!.Value, 1e-12);
            var random = new Random(number);
            int[] drawn = [.. Generated.Select(_ => random.Next(Generated.Length))];
            var sums = new double[score.Lines.Width];
            foreach (var line in drawn) LineSums.Add(sums, score.Lines[line]);
            var alone = Scores(metric, [.. drawn.Select(line => Generated[line])], [.. drawn.Select(line => References[line])])[number];
            Assert.Equal(alone.Value, score.Lines.Score(sums, drawn.Length), 1e-12);
        }
    }

    [Fact]
    public void Translations_too_are_sums_over_lines()
    {
        string[] hypotheses = ["the cat sat on the mat", "a dog ran far away", "it rained all day long in the town"];
        string[][] references = [["the cat sat on a mat"], ["a dog ran away", "the dog ran far away"], ["it was raining all day in the town"]];
        foreach (var corpus in (Func<IReadOnlyList<string>, IReadOnlyList<string[]>, Score>[])[(lines, own) => SacreBleu.Corpus(lines, own), (lines, own) => ChrF.Corpus(lines, own, new() { WordOrder = 2 })])
        {
            var lines = corpus(hypotheses, references).Lines!;
            Assert.True(lines.Paired);
            var sums = new double[lines.Width];
            foreach (var line in new[] { 2, 0, 2 }) LineSums.Add(sums, lines[line]);
            Assert.Equal(corpus([hypotheses[2], hypotheses[0], hypotheses[2]], [references[2], references[0], references[2]]).Value, lines.Score(sums, 3), 1e-12);
        }
    }

    [Fact]
    public void What_is_no_sum_over_lines_has_none()
    {
        Assert.All(TextMetrics.Distinct(Generated), score => Assert.Null(score.Lines));
        Assert.All(TextMetrics.CorpusBleu(Generated, References, new() { Smoothing = BleuSmoothing.Method5 }), score => Assert.Null(score.Lines)); // it looks at the last line
        Assert.True(TextMetrics.ReversePerplexity(Generated, References).Lines!.Paired);
        Assert.Equal(References.Length, TextMetrics.ReversePerplexity(Generated, References).Lines!.Count);
    }

    [Fact]
    public void A_ratio_is_that_of_the_totals()
    {
        Assert.Equal(0.5, LineSums.Ratio([1, 3, 2], [4, 4, 4]).Value);
        Assert.Equal(0, LineSums.Ratio([0, 0], [0, 0]).Value);
        Assert.Throws<ArgumentException>(() => LineSums.Ratio([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => LineSums.Mean([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => LineSums.Mean([]));
    }
}
