namespace SeqGan.Eval.Tests;

public sealed class BleuTests
{
    public static TheoryData<string> Names => [.. Goldens.Sentences.Select(s => s.Name)];

    static Goldens.Sentence Golden(string name) => Goldens.Sentences.Single(s => s.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void Sentence_scores_are_nltks_for_every_order_weighting_and_smoothing(string name)
    {
        var golden = Golden(name);
        foreach (var score in golden.Scores)
            Goldens.Same(score.Value, Bleu.Sentence(golden.References, golden.Hypothesis, score.Options), $"{name} {score.Options}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Precisions_and_closest_lengths_are_nltks(string name)
    {
        var golden = Golden(name);
        for (var n = 1; n <= golden.Precisions.Length; n++)
        {
            var expected = new NgramPrecision(golden.Precisions[n - 1][0], golden.Precisions[n - 1][1]);
            Assert.Equal(expected, Bleu.ModifiedPrecision(golden.References, golden.Hypothesis, n));
        }
        Assert.Equal(golden.Closest, Bleu.ClosestReferenceLength([.. golden.References.Select(r => r.Length)], golden.Hypothesis.Length));
    }

    [Theory, MemberData(nameof(Names))]
    public void Ids_score_as_their_words_do(string name)
    {
        var golden = Golden(name);
        var words = golden.References.Append(golden.Hypothesis).SelectMany(line => line).Distinct().ToList();
        int[][] references = [.. golden.References.Select(line => line.Select(word => words.IndexOf(word)).ToArray())];
        int[] hypothesis = [.. golden.Hypothesis.Select(word => words.IndexOf(word))];
        Assert.Equal(Bleu.Sentence(golden.References, golden.Hypothesis), Bleu.Sentence(references, hypothesis));
    }

    [Fact]
    public void Corpus_scores_are_nltks()
    {
        foreach (var golden in Goldens.Corpora)
        {
            foreach (var score in golden.Scores)
                Goldens.Same(score.Corpus, Bleu.Corpus(golden.References, golden.Hypotheses, score.Options), $"seed {golden.Seed}, {score.Options}");
        }
    }

    // Values from the docstring of nltk's brevity_penalty.
    [Theory]
    [InlineData(new[] { 12, 15, 17 }, 12, 1.0)]
    [InlineData(new[] { 28, 28 }, 12, 0.2635971381157267)]
    [InlineData(new[] { 13, 2 }, 12, 0.9200444146293233)]
    [InlineData(new[] { 13, 11 }, 12, 1.0)]
    [InlineData(new[] { 11, 13 }, 12, 1.0)]
    [InlineData(new[] { 11, 8 }, 7, 0.8668778997501817)]
    [InlineData(new[] { 11, 8, 6, 7 }, 7, 1.0)]
    [InlineData(new[] { 5 }, 0, 0.0)]
    public void Brevity_penalty_is_nltks(int[] references, int hypothesis, double expected) =>
        Assert.Equal(expected, Bleu.BrevityPenalty(Bleu.ClosestReferenceLength(references, hypothesis), hypothesis), 1e-15);

    [Fact]
    public void A_word_said_seven_times_counts_twice_if_one_reference_has_it_twice()
    {
        string[][] references = [["the", "cat", "is", "on", "the", "mat"], ["there", "is", "a", "cat", "on", "the", "mat"]];
        var precision = Bleu.ModifiedPrecision(references, ["the", "the", "the", "the", "the", "the", "the"], 1);
        Assert.Equal(new NgramPrecision(2, 7), precision);
        Assert.Equal(0.2857142857142857, precision.Value, 1e-16);
    }

    public static TheoryData<BleuSmoothing> Smoothings => [.. Enum.GetValues<BleuSmoothing>()];

    [Theory, MemberData(nameof(Smoothings))]
    public void Scores_lie_between_0_and_1_and_do_not_depend_on_the_order_of_references(BleuSmoothing smoothing)
    {
        // Methods 5 and 7 begin with (p1 + 1 + p1 + p2) / 3, which can be 4/3, and hand it on.
        var most = smoothing is BleuSmoothing.Method5 or BleuSmoothing.Method7 ? 4.0 / 3 : 1;
        for (var seed = 0; seed < 20; seed++)
        {
            var references = NaiveBleu.RandomLines(seed, 6, 5, 0, 9);
            var shuffled = references.ToArray();
            new Random(seed).Shuffle(shuffled);
            foreach (var hypothesis in NaiveBleu.RandomLines(100 + seed, 10, 6, 0, 9))
            {
                var score = Bleu.Sentence(references, hypothesis, new() { Smoothing = smoothing });
                Assert.InRange(score, 0, most);
                Assert.Equal(score, Bleu.Sentence(shuffled, hypothesis, new() { Smoothing = smoothing }));
            }
        }
    }

    [Theory, MemberData(nameof(Smoothings))]
    public void A_sentence_against_itself_scores_1_when_it_has_enough_words(BleuSmoothing smoothing)
    {
        // Methods 5 and 7, which have no 5-gram here: 4/3, then the mean of the one before, 1 and 1 (at last 0).
        double[] averaged = [4.0 / 3, 10.0 / 9, 28.0 / 27, (28.0 / 27 + 1) / 3];
        var expected = smoothing is BleuSmoothing.Method5 or BleuSmoothing.Method7 ? Math.Pow(averaged.Aggregate((a, b) => a * b), 0.25) : 1;
        Assert.Equal(expected, Bleu.Sentence([["a", "b", "c", "d"]], ["a", "b", "c", "d"], new() { Smoothing = smoothing }), 1e-15);
    }

    [Fact]
    public void Without_a_common_trigram_method6_scores_0_where_nltk_refuses() =>
        Assert.Equal(0, Bleu.Sentence([["a", "b", "c", "d"]], ["a", "b", "d", "c"], new() { Smoothing = BleuSmoothing.Method6 }));

    [Fact]
    public void The_last_line_weighs_on_a_corpus_under_methods_5_to_7_as_in_nltk()
    {
        string[][][] references = [[["a", "b", "c", "d", "e"]], [["a", "b", "c"]]];
        string[][] hypotheses = [["a", "b", "c", "d", "e"], ["a", "b", "d"]];
        foreach (var smoothing in Enum.GetValues<BleuSmoothing>())
        {
            var options = new BleuOptions { Smoothing = smoothing };
            var (forth, back) = (Bleu.Corpus(references, hypotheses, options), Bleu.Corpus([.. references.Reverse()], [.. hypotheses.Reverse()], options));
            if (smoothing < BleuSmoothing.Method5) Assert.Equal(forth, back);
            else Assert.NotEqual(forth, back);
        }
    }

    [Fact]
    public void No_reference_is_an_error() =>
        Assert.Contains("no reference", Assert.Throws<ArgumentException>(() => Bleu.Sentence<string>([], ["a"])).Message);

    [Fact]
    public void A_corpus_needs_hypotheses_and_references_for_each()
    {
        Assert.Contains("1 hypotheses but 2", Assert.Throws<ArgumentException>(() => Bleu.Corpus<int>([[[1]], [[2]]], [[1]])).Message);
        Assert.Contains("no hypothesis", Assert.Throws<ArgumentException>(() => Bleu.Corpus<int>([], [])).Message);
        Assert.Contains("no reference", Assert.Throws<ArgumentException>(() => Bleu.Corpus<int>([[]], [[1]])).Message);
    }

    [Fact]
    public void Options_without_sense_are_refused()
    {
        static string Refused(BleuOptions options) =>
            Assert.Throws<ArgumentException>(() => Bleu.Sentence<string>([["a"]], ["a"], options)).Message;

        Assert.Contains("order 0", Refused(new() { MaxOrder = 0 }));
        Assert.Contains("epsilon NaN", Refused(new() { Epsilon = double.NaN }));
        Assert.Contains("epsilon 0", Refused(new() { Epsilon = 0 }));
        Assert.Contains("3 weights", Refused(new() { Weights = [0.3, 0.3, 0.4] }));
        Assert.Contains("weight NaN", Refused(new() { MaxOrder = 1, Weights = [double.NaN] }));
        Assert.Contains("weight -1", Refused(new() { MaxOrder = 1, Weights = [-1] }));
        Assert.Contains("smoothing", Refused(new() { Smoothing = (BleuSmoothing)8 }));
        Assert.Contains("alpha -1", Refused(new() { Alpha = -1 }));
        Assert.Contains("k 0", Refused(new() { K = 0 }));
        Assert.Contains("BLEU-2 with method6: it starts from 3-grams", Refused(new() { MaxOrder = 2, Smoothing = BleuSmoothing.Method6 }));
        Assert.Throws<ArgumentException>(() => BleuOptions.Orders(4, 2));
        Assert.Throws<ArgumentException>(() => Bleu.ModifiedPrecision<int>([[1]], [1], 0));
    }
}
