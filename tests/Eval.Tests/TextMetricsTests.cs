namespace SeqGan.Eval.Tests;

public sealed class TextMetricsTests
{
    static readonly string[][] References = NaiveBleu.RandomLines(1, 30, 8, 3, 9);
    static readonly string[][] Generated = NaiveBleu.RandomLines(2, 20, 9, 3, 9);

    [Fact]
    public void All_gives_every_score_with_its_signature()
    {
        var scores = TextMetrics.All(Generated, References, new() { Tokenizer = "character" });
        Assert.Equal(
            ["bleu-2", "bleu-3", "bleu-4", "self-bleu-2", "self-bleu-3", "self-bleu-4", "distinct-2", "distinct-3", "distinct-4"],
            scores.Select(score => score.Name));
        Assert.All(scores, score => Assert.Equal(20, score.Samples));
        var version = ScoreSignature.Version;
        Assert.Equal($"bleu-3|refs:30|pooled|tok:character|case:mixed|smooth:method1|seqgan:{version}", scores[1].Signature);
        Assert.Equal($"self-bleu-2|refs:19|others|tok:character|case:mixed|smooth:method1|seqgan:{version}", scores[3].Signature);
        Assert.Equal($"distinct-4|per:ngrams|tok:character|case:mixed|seqgan:{version}", scores[8].Signature);
        Assert.Equal(NaiveBleu.Mean(References, Generated, new() { MaxOrder = 3 }), scores[1].Value);
        Assert.Equal(NaiveBleu.SelfMean(Generated, new() { MaxOrder = 2 }), scores[3].Value);
        Assert.Equal(DistinctNgrams.Ratio(Generated, 4), scores[8].Value);
    }

    [Fact]
    public void Paired_lines_make_one_corpus()
    {
        string[][][] references = [.. References[..20].Select(line => new[] { line })];
        var score = TextMetrics.PairedBleu(Generated, references, new() { Orders = [2], Lowercase = true })[0];
        Assert.Equal(new Score("corpus-bleu-2", Bleu.Corpus(references, Generated, new() { MaxOrder = 2 }), 20,
            $"corpus-bleu-2|refs:1|paired|tok:word|case:lower|smooth:method1|seqgan:{ScoreSignature.Version}"), score);
        references[3] = References[20..22];
        Assert.Contains("|refs:var|paired|", TextMetrics.PairedBleu(Generated, references)[0].Signature);
    }

    [Fact]
    public void A_corpus_is_scored_against_all_references()
    {
        var score = TextMetrics.CorpusBleu(Generated, References, new() { Orders = [3], Smoothing = BleuSmoothing.Method5 })[0];
        var expected = new BleuReferences<string>(References, 5).Corpus(Generated, [new() { MaxOrder = 3, Smoothing = BleuSmoothing.Method5 }])[0];
        Assert.Equal(new Score("corpus-bleu-3", expected, 20, $"corpus-bleu-3|refs:30|pooled|tok:word|case:mixed|smooth:method5|seqgan:{ScoreSignature.Version}"), score);
    }

    [Fact]
    public void Perplexities_say_what_the_model_was_counted_from()
    {
        TextMetricsOptions options = new() { Vocabulary = 10, Threads = 1 };
        var (forward, reverse) = (TextMetrics.ForwardPerplexity(Generated, References, options), TextMetrics.ReversePerplexity(Generated, References, options));
        Assert.Equal($"ppl-f|refs:30|kneser-ney:5|vocabulary:10|tok:word|case:mixed|seqgan:{ScoreSignature.Version}", forward.Signature);
        Assert.Equal($"ppl-r|refs:30|samples:20|kneser-ney:5|vocabulary:10|tok:word|case:mixed|seqgan:{ScoreSignature.Version}", reverse.Signature);
        Assert.Equal(new KneserNeyModel<string>(References, new() { Vocabulary = 10 }).Perplexity(Generated), forward.Value, 1e-12);
        Assert.Equal(new KneserNeyModel<string>(Generated, new() { Vocabulary = 10 }).Perplexity(References), reverse.Value, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextMetrics.ForwardPerplexity(Generated, References, options with { Threads = -1 }));
    }

    [Fact]
    public void Orders_are_given_back_as_they_were_asked_for() =>
        Assert.Equal(["bleu-5", "bleu-1"], TextMetrics.Bleu(Generated, References, new() { Orders = [5, 1] }).Select(score => score.Name));

    [Fact]
    public void Weights_stand_for_the_orders_of_BLEU_alone()
    {
        TextMetricsOptions options = new() { Orders = [2], Weights = [0.2, 0.3, 0.5] };
        var score = Assert.Single(TextMetrics.Bleu(Generated, References, options));
        Assert.Equal(NaiveBleu.Mean(References, Generated, new() { MaxOrder = 3, Weights = [0.2, 0.3, 0.5] }), score.Value, 1e-15);
        Assert.Contains("bleu-3|refs:30|pooled|tok:word|case:mixed|smooth:method1|weights:0.2,0.3,0.5|", score.Signature);
        Assert.Equal("distinct-2", Assert.Single(TextMetrics.Distinct(Generated, options)).Name);
    }

    [Fact]
    public void Ids_are_tokens_too() =>
        Assert.Equal(Math.Sqrt(2 / 3.0 * (1 / 2.0)), TextMetrics.Bleu<int>([[1, 2, 5]], [[1, 2, 4], [2, 3]], new() { Orders = [2] })[0].Value, 1e-15);

    [Fact]
    public void Senseless_questions_are_refused()
    {
        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.Contains("no reference", Refused(() => TextMetrics.Bleu(Generated, [])));
        Assert.Contains("no hypothesis", Refused(() => TextMetrics.Bleu([], References)));
        Assert.Contains("no line", Refused(() => TextMetrics.SelfBleu<int>([])));
        Assert.Contains("at least two", Refused(() => TextMetrics.SelfBleu<int>([[1, 2]])));
        Assert.Contains("order 0", Refused(() => TextMetrics.Bleu(Generated, References, new() { Orders = [0, 2] })));
        Assert.Contains("no order", Refused(() => TextMetrics.Bleu(Generated, References, new() { Orders = [] })));
        Assert.Contains("20 hypotheses but 30", Refused(() => TextMetrics.PairedBleu<string>(Generated, [.. References.Select(line => new[] { line })])));
        Assert.Contains("cannot be a field", Refused(() => TextMetrics.Bleu(Generated, References, new() { Tokenizer = "a|b" })));
    }
}
