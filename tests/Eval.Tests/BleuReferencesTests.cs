using SeqGan.TestSupport;

namespace SeqGan.Eval.Tests;

public sealed class BleuReferencesTests
{
    static readonly BleuOptions[] Orders = [.. BleuOptions.Orders(1, 5), .. Enum.GetValues<BleuSmoothing>().Select(smoothing => new BleuOptions { MaxOrder = 3, Smoothing = smoothing })];

    [Fact]
    public void Pooled_and_self_means_equal_the_naive_ones_to_the_bit_on_any_number_of_threads()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            // Few words and short lines: many repeated n-grams, equal counts and equal lengths; some lines empty.
            var references = NaiveBleu.RandomLines(seed, 40, 3 + 4 * seed, seed % 2, 6 + seed);
            var hypotheses = NaiveBleu.RandomLines(1000 + seed, 30, 4 + 4 * seed, 0, 8 + seed);
            var pooled = new BleuReferences<string>(references, 5);
            double[] mean = [.. Orders.Select(order => NaiveBleu.Mean(references, hypotheses, order))];
            double[] selfMean = [.. Orders.Select(order => NaiveBleu.SelfMean(references, order))];
            for (var threads = 0; threads <= 4; threads++)
            {
                Assert.Equal(mean, pooled.Mean(hypotheses, Orders, threads));
                Assert.Equal(selfMean, pooled.SelfMean(Orders, threads));
            }
        }
    }

    [Fact]
    public void A_sentence_scores_the_same_pooled_and_alone()
    {
        var references = NaiveBleu.RandomLines(1, 20, 6, 0, 9);
        var pooled = new BleuReferences<string>(references, 6);
        foreach (var hypothesis in NaiveBleu.RandomLines(2, 30, 7, 0, 9))
        {
            foreach (var order in Orders) Assert.Equal(Bleu.Sentence(references, hypothesis, order), pooled.Sentence(hypothesis, order));
        }
    }

    [Fact]
    public void Pooled_and_self_means_and_corpora_are_nltks()
    {
        foreach (var golden in Goldens.Corpora)
        {
            BleuOptions[] options = [.. golden.Scores.Select(score => score.Options)];
            var pooled = new BleuReferences<string>(golden.Pool, 7);
            var (mean, selfMean, corpus) = (pooled.Mean(golden.Hypotheses, options), pooled.SelfMean(options), pooled.Corpus(golden.Hypotheses, options));
            for (var i = 0; i < options.Length; i++)
            {
                Goldens.Same(golden.Scores[i].Pooled, mean[i], $"pooled, seed {golden.Seed}, {options[i]}");
                Goldens.Same(golden.Scores[i].Others, selfMean[i], $"self, seed {golden.Seed}, {options[i]}");
                Goldens.Same(golden.Scores[i].PooledCorpus, corpus[i], $"corpus, seed {golden.Seed}, {options[i]}");
            }
        }
    }

    [Fact]
    public void A_pooled_corpus_scores_as_pairs_with_all_references_do_on_any_number_of_threads()
    {
        var references = NaiveBleu.RandomLines(7, 25, 6, 0, 9);
        var hypotheses = NaiveBleu.RandomLines(8, 40, 7, 0, 9);
        var pooled = new BleuReferences<string>(references, 5);
        double[] expected = [.. Orders.Select(order => Bleu.Corpus([.. hypotheses.Select(_ => references)], hypotheses, order))];
        for (var threads = 0; threads <= 4; threads++) Assert.Equal(expected, pooled.Corpus(hypotheses, Orders, threads));
    }

    // Printed by nltk 3.8: the first 100 training captions against the first 500 of the test file, method1.
    [SkippableFact]
    public void Captions_score_as_under_nltk()
    {
        var references = Lines("image_coco/test.tok.txt").Take(500).ToArray();
        var hypotheses = Lines("image_coco/train.tok.txt").Take(100).ToArray();
        var mean = new BleuReferences<string>(references).Mean(hypotheses, BleuOptions.Orders(2, 4));
        Goldens.Same(0.5044654598292422, mean[0], "BLEU-2");
        Goldens.Same(0.27044199750931525, mean[1], "BLEU-3");
        Goldens.Same(0.15672491184582016, mean[2], "BLEU-4");
    }

    // Printed by nltk 3.8: the first 120 quatrains of the test file, each against the other 119, method1.
    [SkippableFact]
    public void Quatrains_self_score_as_under_nltk()
    {
        var self = new BleuReferences<string>(Lines("quatrains_zh/test.tok.txt").Take(120).ToArray()).SelfMean(BleuOptions.Orders(2, 4));
        Goldens.Same(0.15034744882902457, self[0], "Self-BLEU-2");
        Goldens.Same(0.0494657348308755, self[1], "Self-BLEU-3");
        Goldens.Same(0.0284618734142119, self[2], "Self-BLEU-4");
    }

    [Fact]
    public void Self_BLEU_of_identical_lines_is_1()
    {
        string[][] lines = [.. Enumerable.Repeat(new[] { "a", "b", "c", "a", "b" }, 7)];
        Assert.All(new BleuReferences<string>(lines).SelfMean(BleuOptions.Orders(1, 4)), score => Assert.Equal(1, score));
    }

    [Fact]
    public void Self_BLEU_of_lines_that_share_no_word_is_0()
    {
        int[][] lines = [.. Enumerable.Range(0, 9).Select(i => Enumerable.Range(10 * i, 6).ToArray())];
        Assert.All(new BleuReferences<int>(lines).SelfMean(BleuOptions.Orders(1, 4)), score => Assert.Equal(0, score));
    }

    [Fact]
    public void Leaving_the_line_itself_out_changes_the_score()
    {
        var lines = NaiveBleu.RandomLines(5, 30, 12, 4, 9);
        var pooled = new BleuReferences<string>(lines);
        Assert.Equal(1, pooled.Mean(lines, BleuOptions.Orders(4, 4))[0]);
        Assert.InRange(pooled.SelfMean(BleuOptions.Orders(4, 4))[0], 0.01, 0.9);
    }

    [Fact]
    public void A_line_left_out_gives_no_closest_length_either()
    {
        // The first line is short beside the second (4 words), not beside itself; the last has 4 words of 8 in common.
        int[][] lines = [[1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]];
        var expected = (Math.Exp(1 - 4 / 2.0) + 1 + 4 / 8.0) / 3;
        Assert.Equal(expected, new BleuReferences<int>(lines, 1).SelfMean(BleuOptions.Orders(1, 1))[0], 1e-15);
    }

    [Fact]
    public void One_line_has_no_self_BLEU() =>
        Assert.Contains("at least two", Assert.Throws<ArgumentException>(() => new BleuReferences<int>([[1, 2]]).SelfMean(BleuOptions.Orders(2, 2))).Message);

    [Fact]
    public void Senseless_questions_are_refused()
    {
        Assert.Contains("no reference", Assert.Throws<ArgumentException>(() => new BleuReferences<int>([])).Message);
        Assert.Contains("order 0", Assert.Throws<ArgumentException>(() => new BleuReferences<int>([[1]], 0)).Message);
        var pooled = new BleuReferences<int>([[1, 2], [3]], 2);
        Assert.Equal(2, pooled.Count);
        Assert.Contains("up to order 2", Assert.Throws<ArgumentException>(() => pooled.Sentence([1], new() { MaxOrder = 3 })).Message);
        Assert.Contains("BLEU-2 looks at 5-grams", Assert.Throws<ArgumentException>(() => pooled.Sentence([1], new() { MaxOrder = 2, Smoothing = BleuSmoothing.Method5 })).Message);
        Assert.Contains("no hypothesis", Assert.Throws<ArgumentException>(() => pooled.Corpus([], BleuOptions.Orders(1, 2))).Message);
        Assert.Contains("no hypothesis", Assert.Throws<ArgumentException>(() => pooled.Mean([], BleuOptions.Orders(1, 2))).Message);
        Assert.Contains("no order", Assert.Throws<ArgumentException>(() => pooled.Mean([[1]], [])).Message);
        Assert.Contains("-1 threads", Assert.Throws<ArgumentException>(() => pooled.Mean([[1]], BleuOptions.Orders(1, 2), -1)).Message);
    }

    static IEnumerable<string[]> Lines(string corpus) =>
        File.ReadLines(Repository.SharedCorpus(corpus)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
