namespace SeqGan.Eval.Tests;

public sealed class NgramModelTests
{
    static readonly int[][] Train = [[0, 1, 2, 1, 0], [3, 1, 2, 2], [0, 1, 1, 4, 0, 1], [5], [0, 1, 2]];
    static readonly int[][] Held = [[0, 1, 2], [4, 4, 1], [3, 5, 0, 1, 2, 1], [2]];
    const int End = 6;

    // Printed by nltk 3.8, nltk.lm.Lidstone with pad_both_ends; its vocabulary counts <s>, </s> and <UNK> too, hence 9 (and
    // 7 for unigrams, which it does not pad).
    [Theory]
    [InlineData(1, 1.0, 1.7579282638124403)]
    [InlineData(1, 0.1, 1.771921569897964)]
    [InlineData(1, 0.01, 1.7774704440932783)]
    [InlineData(2, 1.0, 1.8519008884239763)]
    [InlineData(2, 0.1, 1.8815588923997446)]
    [InlineData(2, 0.01, 2.4870765688313923)]
    [InlineData(3, 1.0, 1.992947693617511)]
    [InlineData(3, 0.1, 2.000352684104177)]
    [InlineData(3, 0.01, 2.403358678900991)]
    [InlineData(4, 1.0, 2.020996049316923)]
    [InlineData(4, 0.1, 2.031478356614865)]
    [InlineData(4, 0.01, 2.4283249377446126)]
    public void Held_out_likelihood_is_that_of_nltks_Lidstone(int order, double k, double expected)
    {
        var options = new NgramOptions { Order = order, K = k, Vocabulary = order == 1 ? 7 : 9, EndId = order == 1 ? null : End };
        Assert.Equal(expected, NgramModel.Train(Train, options).NatsPerToken(Held), 1e-13);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Probabilities_of_any_context_sum_to_1(int order)
    {
        var model = NgramModel.Train(Train, new() { Order = order, Vocabulary = 8, K = 0.3, EndId = End });
        int[][] prefixes = [[], [0], [0, 1], [7, 7], [5, 0], [1, 2, 1, 0]];
        foreach (var prefix in prefixes)
            Assert.Equal(1, Enumerable.Range(0, 8).Sum(token => model.Probability(prefix, token)), 1e-12);
    }

    [Fact]
    public void A_uniform_model_needs_ln_V_nats_per_token()
    {
        var everyIdOnce = NgramModel.Train([[0, 1, 2, 3, 4]], new() { Order = 1, Vocabulary = 5, K = 0.5 });
        Assert.Equal(Math.Log(5), everyIdOnce.NatsPerToken([[4, 4, 0], [1]]), 1e-14);
        var unseenContexts = NgramModel.Train([[0, 1]], new() { Order = 3, Vocabulary = 5000 });
        Assert.Equal(1 / 5000.0, unseenContexts.Probability([9, 9], 9), 1e-18);
    }

    [Fact]
    public void A_bigram_probability_is_its_formula()
    {
        // 1 was followed by 2 three times, by 1, 0 and 4 once each, and ended a line once.
        var model = NgramModel.Train(Train, new() { Vocabulary = 7, K = 0.5, EndId = End });
        Assert.Equal((3 + 0.5) / (7 + 0.5 * 7), model.Probability([0, 1], 2), 1e-15);
        Assert.Equal((1 + 0.5) / (7 + 0.5 * 7), model.Probability([1], End), 1e-15);
        Assert.Equal((3 + 0.5) / (5 + 0.5 * 7), model.Probability([], 0), 1e-15);
    }

    [Fact]
    public void The_likelihood_weighs_tokens_not_lines()
    {
        var model = NgramModel.Train(Train, new() { Vocabulary = 6, K = 0.2 });
        int[][] first = [Held[0]], rest = [.. Held.Skip(1)];
        var together = (3 * model.NatsPerToken(first) + 10 * model.NatsPerToken(rest)) / 13;
        Assert.Equal(together, model.NatsPerToken(Held), 1e-14);
    }

    [Fact]
    public void The_best_k_is_the_candidate_with_the_lowest_held_out_likelihood()
    {
        var options = new NgramOptions { Vocabulary = 9, EndId = End };
        double[] candidates = [1, 0.3, 0.1, 0.01];
        var best = NgramModel.BestK(Train, Held, candidates, options);
        var model = NgramModel.Train(Train, options);
        Assert.Contains(best, candidates);
        Assert.All(candidates, k => Assert.True(model.WithK(best).NatsPerToken(Held) <= model.WithK(k).NatsPerToken(Held)));
        Assert.Equal(NgramModel.Train(Train, options with { K = best }).NatsPerToken(Held), model.WithK(best).NatsPerToken(Held));
    }

    // Drawn by an implementation of the same definition in Python; so every process on every machine draws these.
    [Fact]
    public void Samples_depend_on_the_seed_alone()
    {
        var options = new NgramOptions { Order = 2, Vocabulary = 7, K = 0.1, EndId = End };
        int[][] bigram = [[5], [0], [0, 1, 4, 0, 1, 4, 1, 2], [0, 1, 2, 2], [0, 1, 2], [5]];
        int[][] unigram = [[], [1], [0, 1, 4, 2, 0], [0, 0, 2, 1, 2, 0], [2, 0, 2, 4], []];
        int[][] trigram = [[5], [0, 1, 1, 3, 1, 2, 1, 0], [0, 1], [0, 1, 2, 1, 0], [0, 1, 2], [5]];
        Assert.Equal(bigram, NgramModel.Train(Train, options).Sample(6, 8, 42));
        Assert.Equal(bigram[..3], NgramModel.Train(Train, options).Sample(3, 8, 42));
        Assert.Equal(unigram, NgramModel.Train(Train, options with { Order = 1 }).Sample(6, 8, 42));
        Assert.Equal(trigram, NgramModel.Train(Train, options with { Order = 3 }).Sample(6, 8, 42));
        Assert.NotEqual(bigram, NgramModel.Train(Train, options).Sample(6, 8, 43));
    }

    [Fact]
    public void Samples_come_as_often_as_their_probability_says()
    {
        const int Count = 40_000;
        var model = NgramModel.Train(Train, new() { Vocabulary = 7, K = 0.2, EndId = End });
        var samples = model.Sample(Count, 20, 7);
        for (var token = 0; token < 7; token++)
        {
            var p = model.Probability([], token);
            var first = samples.Count(line => token == End ? line.Length == 0 : line.Length > 0 && line[0] == token);
            var margin = 4.5 * Math.Sqrt(p * (1 - p) / Count);
            Assert.InRange((double)first / Count, p - margin, p + margin);

            var q = model.Probability([0], token);
            var from = samples.Where(line => line.Length > 0 && line[0] == 0).ToList();
            var second = from.Count(line => token == End ? line.Length == 1 : line.Length > 1 && line[1] == token);
            margin = 4.5 * Math.Sqrt(q * (1 - q) / from.Count);
            Assert.InRange((double)second / from.Count, q - margin, q + margin);
        }
    }

    [Fact]
    public void Lines_without_an_end_are_drawn_to_the_full_length() =>
        Assert.All(NgramModel.Train(Train, new() { Vocabulary = 6 }).Sample(20, 11, 1), line => Assert.Equal(11, line.Length));

    [Fact]
    public void Senseless_input_is_refused()
    {
        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
        var options = new NgramOptions { Vocabulary = 7, EndId = End };
        var model = NgramModel.Train(Train, options);
        Assert.Contains("no line", Refused(() => NgramModel.Train([], options)));
        Assert.Contains("order 0", Refused(() => NgramModel.Train(Train, options with { Order = 0 })));
        Assert.Contains("k = NaN", Refused(() => NgramModel.Train(Train, options with { K = double.NaN })));
        Assert.Contains("k = 0", Refused(() => model.WithK(0)));
        Assert.Contains("over 0 ids", Refused(() => NgramModel.Train(Train, new() { Vocabulary = 0 })));
        Assert.Contains("end id 7 is outside", Refused(() => NgramModel.Train(Train, options with { EndId = 7 })));
        Assert.Contains("line 2 holds the id 7", Refused(() => NgramModel.Train([[1], [7]], options)));
        Assert.Contains("line 1 holds the id -1", Refused(() => model.NatsPerToken([[-1]])));
        Assert.Contains("line 1 holds the end id 6", Refused(() => model.NatsPerToken([[1, End, 1]])));
        Assert.Contains("no token", Refused(() => model.NatsPerToken([])));
        Assert.Contains("id 7 is outside", Refused(() => model.Probability([], 7)));
        Assert.Contains("no k", Refused(() => NgramModel.BestK(Train, Held, [], options)));
        Assert.Contains("cannot draw", Refused(() => model.Sample(1, 0, 1)));
    }
}
