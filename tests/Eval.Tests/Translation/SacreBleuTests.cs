using SeqGan.Eval.Translation;

namespace SeqGan.Eval.Tests.Translation;

public sealed class SacreBleuTests
{
    [Fact]
    public void Scores_and_signatures_are_sacreBLEUs()
    {
        foreach (var (golden, i) in TranslationGoldens.Corpora.Select((golden, i) => (golden, i)))
        {
            foreach (var expected in golden.Bleu)
            {
                var score = SacreBleu.Corpus(golden.Hypotheses, golden.References, expected.Options);
                TranslationGoldens.Same(expected.Score, score.Value, $"corpus {i}, {expected.Options}");
                var signature = TranslationGoldens.Ours(expected.Signature);
                Assert.Equal(expected.Order == 4 ? signature : signature.Replace("|version:", $"|order:{expected.Order}|version:"), score.Signature);
                Assert.Equal(("sacrebleu", golden.Hypotheses.Length), (score.Name, score.Samples));
            }
        }
    }

    // From sacreBLEU's README: three lines with two references each.
    [Fact]
    public void The_example_of_its_documentation_scores_48_53()
    {
        string[] hypotheses = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];
        string[][] references =
        [
            ["The dog bit the man.", "The dog had bit the man."],
            ["It was not unexpected.", "No one was surprised."],
            ["The man bit him first.", "The man had bitten the dog."],
        ];
        Assert.Equal(48.530827, SacreBleu.Corpus(hypotheses, references).Value, 1e-6);
    }

    [Fact]
    public void The_order_of_references_changes_nothing_and_identical_lines_score_100()
    {
        foreach (var golden in TranslationGoldens.Corpora)
        {
            string[][] backwards = [.. golden.References.Select(lines => lines.Reverse().ToArray())];
            Assert.Equal(SacreBleu.Corpus(golden.Hypotheses, golden.References).Value, SacreBleu.Corpus(golden.Hypotheses, backwards).Value);
            Assert.InRange(SacreBleu.Corpus(golden.Hypotheses, golden.References).Value, 0, 100 + 1e-10);
        }
        Assert.Equal(100, SacreBleu.Corpus(["a b c d", "e f g h."], [["a b c d"], ["x", "e f g h."]]).Value, 1e-10);
    }

    [Fact]
    public void Lines_with_different_numbers_of_references_are_said_to_vary() =>
        Assert.StartsWith("nrefs:var|", SacreBleu.Corpus(["a", "b"], [["a"], ["b", "c"]]).Signature);

    [Theory]
    [InlineData(SacreBleuSmoothing.Floor, 0.29, "floor[0.29]")]
    [InlineData(SacreBleuSmoothing.Floor, 0.001, "floor[0.001]")]
    [InlineData(SacreBleuSmoothing.AddK, 2, "add-k[2.00]")]
    [InlineData(SacreBleuSmoothing.AddK, 0.125, "add-k[0.125]")]
    public void A_smoothing_value_is_named_with_all_its_digits(SacreBleuSmoothing smoothing, double value, string name) =>
        Assert.Contains($"|smooth:{name}|version:", SacreBleu.Corpus(["a"], [["a"]], new() { Smoothing = smoothing, SmoothingValue = value }).Signature);

    [Fact]
    public void Senseless_questions_are_refused()
    {
        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
        static string Options(SacreBleuOptions options) => Refused(() => SacreBleu.Corpus(["a"], [["a"]], options));
        Assert.Contains("1 hypotheses but 2", Refused(() => SacreBleu.Corpus(["a"], [["a"], ["b"]])));
        Assert.Contains("no hypothesis", Refused(() => SacreBleu.Corpus([], [])));
        Assert.Contains("no reference", Refused(() => SacreBleu.Corpus(["a", "b"], [["a"], []])));
        Assert.Contains("order 0", Options(new() { MaxOrder = 0 }));
        Assert.Contains("value -1", Options(new() { SmoothingValue = -1 }));
        Assert.Contains("tokenizer 9", Options(new() { Tokenizer = (TranslationTokenizer)9 }));
        Assert.Contains("smoothing 9", Options(new() { Smoothing = (SacreBleuSmoothing)9 }));
    }
}
