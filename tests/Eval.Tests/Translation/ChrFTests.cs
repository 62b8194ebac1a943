using SeqGan.Eval.Translation;

namespace SeqGan.Eval.Tests.Translation;

public sealed class ChrFTests
{
    [Fact]
    public void Scores_names_and_signatures_are_sacreBLEUs()
    {
        foreach (var (golden, i) in TranslationGoldens.Corpora.Select((golden, i) => (golden, i)))
        {
            foreach (var expected in golden.Chrf)
            {
                var score = ChrF.Corpus(golden.Hypotheses, golden.References, expected.Options);
                TranslationGoldens.Same(expected.Score, score.Value, $"corpus {i}, {expected.Options}");
                Assert.Equal((expected.Name, TranslationGoldens.Ours(expected.Signature)), (score.Name, score.Signature));
            }
        }
    }

    // Closed form: one of two characters is right, the pair of them is not; so precision and recall are both (1/2 + 0) / 2.
    [Fact]
    public void Orders_that_one_side_has_not_are_left_out_of_the_mean() => Assert.Equal(25, ChrF.Corpus(["aa"], [["ab"]]).Value, 1e-12);

    // From sacreBLEU's tests: chrF3 of lines whose blanks do not count.
    [Theory]
    [InlineData("a", "a", 100.0)]
    [InlineData("a b c", "abc", 100.0)]
    [InlineData("", "c", 0.0)]
    public void Blanks_do_not_count(string hypothesis, string reference, double expected) =>
        Assert.Equal(expected, ChrF.Corpus([hypothesis], [[reference]], new() { Beta = 3 }).Value, 1e-12);

    [Fact]
    public void The_order_of_references_changes_nothing_where_one_is_best()
    {
        string[] hypotheses = ["one red rose", "two"];
        Assert.Equal(
            ChrF.Corpus(hypotheses, [["one red rose", "a rose"], ["two", "too"]]).Value,
            ChrF.Corpus(hypotheses, [["a rose", "one red rose"], ["too", "two"]]).Value);
        Assert.Equal(100, ChrF.Corpus(hypotheses, [["a rose", "one red rose"], ["too", "two"]], new() { WordOrder = 2 }).Value, 1e-10);
    }

    [Fact]
    public void Senseless_questions_are_refused()
    {
        static string Refused(ChrFOptions options) => Assert.Throws<ArgumentException>(() => ChrF.Corpus(["a"], [["a"]], options)).Message;
        Assert.Contains("character order 0", Refused(new() { CharacterOrder = 0 }));
        Assert.Contains("word order -1", Refused(new() { WordOrder = -1 }));
        Assert.Contains("beta NaN", Refused(new() { Beta = double.NaN }));
        Assert.Contains("no reference", Assert.Throws<ArgumentException>(() => ChrF.Corpus(["a"], [[]])).Message);
    }
}
