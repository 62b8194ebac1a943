namespace SeqGan.Eval.Tests;

public sealed class KneserNeyModelTests
{
    static readonly string[][] _twoLines = [["a", "b"], ["a", "c"]];

    /// <summary>
    /// By hand, D = 1/2. Before a, b, c and the end stand 1, 1, 1 and 2 different symbols, 5 in all; 4 tokens and one for all others
    /// share 1/2 * 4/5 evenly: p(a) = p(b) = p(c) = 0.5/5 + 0.08 = 0.18, p(end) = 1.5/5 + 0.08 = 0.38, others 0.08.
    /// </summary>
    [Fact]
    public void A_bigram_model_is_the_one_worked_by_hand()
    {
        var model = new KneserNeyModel<string>(_twoLines, new() { Order = 2, Discount = 0.5 });
        Assert.Equal(1.5 / 2 + 0.5 / 2 * 0.18, model.Probability([], "a"), 1e-15);
        Assert.Equal(0.5 / 2 + 0.5 * 2 / 2 * 0.18, model.Probability(["a"], "b"), 1e-15);
        Assert.Equal(0.5 + 0.5 * 0.38, model.EndProbability(["a", "b"]), 1e-15);
        Assert.Equal(0.5 * 0.18, model.Probability(["b"], "a"), 1e-15);
        Assert.Equal(0.18, model.Probability(["never seen"], "c"), 1e-15);
        Assert.Equal(0.08, model.Probability(["never seen"], "nor this"), 1e-15);
        Assert.Equal(-(Math.Log(0.795) + Math.Log(0.34) + Math.Log(0.69)) / 3, model.NatsPerToken([["a", "b"]]), 1e-14);
        Assert.Equal(Math.Exp(model.NatsPerToken(_twoLines)), model.Perplexity(_twoLines));
    }

    /// <summary>By hand: a three times, b once and the end three times, 7 symbols; n1 = 1 (b), n2 = 0, so that D is 1/2; V = 4.</summary>
    [Fact]
    public void A_unigram_model_discounts_plain_counts()
    {
        var model = new KneserNeyModel<string>([["a"], ["a", "b"], ["a"]], new() { Order = 1 });
        var shared = 0.5 * 3 / 7 / 4;
        Assert.Equal(2.5 / 7 + shared, model.Probability(["b"], "a"), 1e-15);
        Assert.Equal(0.5 / 7 + shared, model.Probability([], "b"), 1e-15);
        Assert.Equal(2.5 / 7 + shared, model.EndProbability([]), 1e-15);
        Assert.Equal(shared, model.Probability([], "c"), 1e-15);
    }

    /// <summary>Of the bigrams, seven stand once, one twice ("a b") and one three times (the begin before "a"): D = 7 / (7 + 2).</summary>
    [Fact]
    public void The_discount_is_estimated_from_the_counts_of_counts()
    {
        string[][] lines = [["a", "b", "c"], ["a", "b", "d"], ["a", "e", "f"]];
        var (estimated, unigram) = (new KneserNeyModel<string>(lines, new() { Order = 2 }), new KneserNeyModel<string>(lines, new() { Order = 2, Discount = 0.5 }));
        // Unigram counts: 1 each for a to f, 3 for the end; n2 = 0, so that the unigrams' D is 1/2 in both.
        var p = unigram.Probability(["never seen"], "a");
        Assert.Equal(p, estimated.Probability(["never seen"], "a"), 1e-15);
        const double D = 7.0 / 9;
        Assert.Equal((3 - D) / 3 + D / 3 * p, estimated.Probability([], "a"), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Probabilities_sum_to_one_in_every_context(int order)
    {
        var random = new Random(order);
        int[][] lines = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, random.Next(0, 9)).Select(_ => random.Next(6)).ToArray())];
        var model = new KneserNeyModel<int>(lines, new() { Order = order, Vocabulary = 10 }); // 6 seen, 3 others, the end
        for (var i = 0; i < 50; i++)
        {
            int[] context = [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(8))];
            Assert.Equal(1, Enumerable.Range(0, 9).Sum(token => model.Probability(context, token)) + model.EndProbability(context), 1e-12);
        }
    }

    [Fact]
    public void Lines_like_those_of_the_training_are_likelier_than_noise()
    {
        var random = new Random(1);
        int[][] Lines(int count, Func<int, int> next) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 12).Aggregate(new List<int> { 0 }, (line, _) => [.. line, next(line[^1])]).ToArray())];
        var train = Lines(300, last => (last + random.Next(1, 3)) % 20);
        var model = new KneserNeyModel<int>(train);
        Assert.True(model.Perplexity(Lines(100, last => (last + random.Next(1, 3)) % 20)) < 3);
        Assert.True(model.Perplexity(Lines(100, _ => random.Next(20))) > 20);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new KneserNeyModel<string>([]));
        Assert.Throws<ArgumentException>(() => new KneserNeyModel<string>(_twoLines, new() { Order = 0 }));
        Assert.Throws<ArgumentException>(() => new KneserNeyModel<string>(_twoLines, new() { Discount = 1 }));
        Assert.Throws<ArgumentException>(() => new KneserNeyModel<string>(_twoLines, new() { Vocabulary = 3 }));
        Assert.Throws<ArgumentException>(() => new KneserNeyModel<string>(_twoLines).NatsPerToken([]));
    }
}
