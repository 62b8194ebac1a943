namespace SeqGan.Eval.Tests.Images;

public sealed class InceptionScoreTests
{
    static float[] OneHot(int classes, IEnumerable<int> rows) => [.. rows.SelectMany(one => Enumerable.Range(0, classes).Select(i => i == one ? 1f : 0f))];

    [Fact]
    public void Verdicts_that_are_all_alike_score_one()
    {
        var (mean, deviation) = InceptionScore.Of(Enumerable.Repeat(0.25f, 4 * 30).ToArray(), 4);
        Assert.Equal((1, 0), (mean, deviation));
        Assert.Equal((1, 0), InceptionScore.Of(OneHot(7, Enumerable.Repeat(3, 40)), 7));
        Assert.Equal(1, InceptionScore.Of([0.7f, 0.2f, 0.1f, 0.7f, 0.2f, 0.1f], 3, splits: 1).Mean, 1e-12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(13)]
    public void Sure_verdicts_of_all_classes_alike_score_their_number(int classes)
    {
        var (mean, deviation) = InceptionScore.Of(OneHot(classes, Enumerable.Range(0, 30 * classes).Select(i => i % classes)), classes);
        Assert.Equal(classes, mean, 1e-12);
        Assert.Equal(0, deviation, 1e-12);
    }

    [Fact]
    public void Two_verdicts_can_be_worked_by_hand()
    {
        // p(y) is 1/2 and 1/2, and both diverge from it by 3/4 ln 3/2 + 1/4 ln 1/2.
        var expected = Math.Exp(0.75 * Math.Log(1.5) + 0.25 * Math.Log(0.5));
        Assert.Equal(expected, InceptionScore.Of([0.75f, 0.25f, 0.25f, 0.75f], 2, splits: 1).Mean, 1e-12);
    }

    [Fact]
    public void Each_split_has_its_own_marginal()
    {
        // Alike, then both classes: 1 and 2. In one part: the exponential of the entropy of 3/4 and 1/4.
        var rows = OneHot(2, [0, 0, 0, 1]);
        Assert.Equal((1.5, 0.5), InceptionScore.Of(rows, 2, splits: 2));
        Assert.Equal(Math.Exp(-0.75 * Math.Log(0.75) - 0.25 * Math.Log(0.25)), InceptionScore.Of(rows, 2, splits: 1).Mean, 1e-12);
        // Five samples in two parts: two and three.
        Assert.Equal((1.5, 0.5), InceptionScore.Of(OneHot(2, [0, 1, 1, 1, 1]), 2, splits: 2));
    }

    [Fact]
    public void Scores_say_how_they_were_computed()
    {
        var scores = InceptionScore.Scores("classifier-inception", OneHot(2, [0, 0, 0, 1]), 2, "some/net", splits: 2);
        Assert.Equal([("classifier-inception", 1.5, 4), ("classifier-inception-deviation", 0.5, 4)], scores.Select(score => (score.Name, score.Value, score.Samples)));
        Assert.Equal($"classifier-inception|samples:4|of:2|splits:2|classifier:some/net|seqgan:{ScoreSignature.Version}", scores[0].Signature);
    }

    [Fact]
    public void What_is_no_verdict_is_refused()
    {
        Assert.Equal("inception score: 3 probabilities are no rows of 2", Assert.Throws<ArgumentException>(() => InceptionScore.Of([1, 0, 1], 2, 1)).Message);
        Assert.Equal("inception score: 1 samples cannot be split into 10", Assert.Throws<ArgumentException>(() => InceptionScore.Of([1, 0], 2)).Message);
        Assert.Equal("inception score: row 1 is no distribution: its probabilities sum to 1.5", Assert.Throws<ArgumentException>(() => InceptionScore.Of([1, 0, 1, 0.5f], 2, 1)).Message);
        Assert.Throws<ArgumentException>(() => InceptionScore.Of([1.5f, -0.5f], 2, 1));
        Assert.Throws<ArgumentException>(() => InceptionScore.Of([float.NaN, 1], 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InceptionScore.Of([1, 0], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InceptionScore.Of([1, 0], 2, 0));
    }
}
