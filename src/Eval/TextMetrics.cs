using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>How generated text is scored, and what the signatures say about it.</summary>
public sealed record TextMetricsOptions
{
    /// <summary>The orders wanted: BLEU-2, BLEU-3 and BLEU-4.</summary>
    public IReadOnlyList<int> Orders { get; init; } = [2, 3, 4];

    /// <summary>BLEU's weights of the orders 1, 2 and so on, which make one BLEU of as many orders instead of those of <see cref="Orders"/>; null: equal ones.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>The name of the tokenizer that split the lines; it goes into the signatures.</summary>
    public string Tokenizer { get; init; } = "word";

    /// <summary>Whether the text was lower-cased before; it goes into the signatures.</summary>
    public bool Lowercase { get; init; }

    /// <summary>What BLEU does with n-grams that match too seldom.</summary>
    public BleuSmoothing Smoothing { get; init; } = BleuSmoothing.Method1;

    /// <summary>How many different tokens, the end among them, perplexities are over, so that those of several systems compare; 0: those of both sides.</summary>
    public int Vocabulary { get; init; }

    /// <summary>How many threads may work; 0 for one on each processor. It changes no score.</summary>
    public int Threads { get; init; }

    internal IReadOnlyList<BleuOptions> Bleu => Weights is null
        ? [.. Orders.Select(n => new BleuOptions { MaxOrder = n, Smoothing = Smoothing }.Checked())]
        : [new BleuOptions { MaxOrder = Weights.Count, Weights = Weights, Smoothing = Smoothing }.Checked()];

    internal int CountedOrder => Bleu is { Count: > 0 } bleus ? bleus.Max(bleu => bleu.CountedOrder) : throw new ArgumentException("text metrics: no order is asked for");
}

/// <summary>The scores people ask for, each with its signature and, where it is a matter of sums, what each line adds. Lines are lists of tokens; nothing here splits text.</summary>
public static class TextMetrics
{
    /// <summary>Quality beside diversity: BLEU against pooled references, then Self-BLEU, then distinct-n, for each order.</summary>
    public static IReadOnlyList<Score> All<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, TextMetricsOptions? options = null)
        where T : notnull =>
        [.. Bleu(generated, references, options), .. SelfBleu(generated, options), .. Distinct(generated, options)];

    /// <summary>The mean BLEU of the generated lines, each against all references (the text-GAN convention).</summary>
    public static IReadOnlyList<Score> Bleu<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, TextMetricsOptions? options = null)
        where T : notnull
    {
        options ??= new();
        var sentences = new BleuReferences<T>(references, options.CountedOrder).Sentences(generated, options.Bleu, options.Threads);
        return Means("bleu", sentences, $"{references.Count}", "pooled", options);
    }

    /// <summary>
    /// The mean BLEU of the generated lines, each against all the others; higher is less diverse. Intervals and tests take each line's score as it is
    /// among these others: they leave out that another draw of lines would have other others.
    /// </summary>
    public static IReadOnlyList<Score> SelfBleu<T>(IReadOnlyList<IReadOnlyList<T>> generated, TextMetricsOptions? options = null) where T : notnull
    {
        options ??= new();
        if (generated.Count == 0) throw new ArgumentException("Self-BLEU: there is no line to score");
        var sentences = new BleuReferences<T>(generated, options.CountedOrder).SelfSentences(options.Bleu, options.Threads);
        return [.. Means("self-bleu", sentences, $"{generated.Count - 1}", "others", options).Select(score => score with { LowerIsBetter = true })];
    }

    /// <summary>Corpus BLEU of the generated lines, each against all references: counts are summed over the lines before they are divided.</summary>
    public static IReadOnlyList<Score> CorpusBleu<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, TextMetricsOptions? options = null)
        where T : notnull
    {
        options ??= new();
        return Corpus(new BleuReferences<T>(references, options.CountedOrder).Counts(generated, options.Threads), $"{references.Count}", "pooled", options);
    }

    /// <summary>Corpus BLEU where every line has references of its own (the translation convention).</summary>
    /// <param name="generated">The lines.</param>
    /// <param name="references">For each line its references; their number may differ from line to line.</param>
    /// <param name="options">Orders, smoothing, what the signatures say.</param>
    public static IReadOnlyList<Score> PairedBleu<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<IReadOnlyList<T>>> references, TextMetricsOptions? options = null)
        where T : notnull
    {
        options ??= new();
        var scores = Corpus(Eval.Bleu.Counts(references, generated, options.CountedOrder), ScoreSignature.Counts(references), "paired", options);
        return [.. scores.Select(score => score with { Lines = score.Lines?.InPairs() })];
    }

    /// <summary>distinct-n of the generated lines taken together; the denominator is the number of n-grams.</summary>
    public static IReadOnlyList<Score> Distinct<T>(IReadOnlyList<IReadOnlyList<T>> generated, TextMetricsOptions? options = null) where T : notnull
    {
        options ??= new();
        return [.. options.Orders.Zip(DistinctNgrams.Ratios(generated, options.Orders), (n, ratio) => Plain($"distinct-{n}", ratio, generated.Count, options, "per:ngrams"))];
    }

    /// <summary>The entropy of the generated lines' n-grams taken together, in nats, for each order.</summary>
    public static IReadOnlyList<Score> Entropy<T>(IReadOnlyList<IReadOnlyList<T>> generated, TextMetricsOptions? options = null) where T : notnull
    {
        options ??= new();
        return [.. options.Orders.Select(n => Plain($"entropy-{n}", Diversity.Entropy(generated, n), generated.Count, options, "nats"))];
    }

    /// <summary>The share of different lines among the generated ones.</summary>
    public static Score Unique<T>(IReadOnlyList<IReadOnlyList<T>> generated, TextMetricsOptions? options = null) where T : notnull =>
        Plain("unique", Diversity.UniqueLines(generated), generated.Count, options ?? new(), "per:lines");

    /// <summary>
    /// What was learned by heart: the share of generated lines that are no training line, for each order the share of n-grams that stand in a
    /// training line, and the longest span of a line that does, in tokens: its mean over the lines, and the longest of all.
    /// </summary>
    /// <param name="generated">The lines that were written.</param>
    /// <param name="training">The lines that were learned from.</param>
    /// <param name="options">Orders, what the signatures say.</param>
    public static IReadOnlyList<Score> Novelty<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> training, TextMetricsOptions? options = null)
        where T : notnull
    {
        options ??= new();
        var spans = CopiedSpans.Find(generated, training);
        Score Of(string name, LineSums lines, string per) => Plain(name, lines.Value, generated.Count, options, $"training:{training.Count}", per) with { Lines = lines };
        Score Copied(string name, LineSums lines, string per) => Of(name, lines, per) with { LowerIsBetter = true };
        return
        [
            Of("novel", Diversity.Novel(generated, training), "per:lines"),
            .. options.Orders.Select(n => Copied($"copied-{n}", spans.Shares(n), "per:ngrams")),
            Copied("longest-copied", LineSums.Mean([.. spans.Longest.Select(length => (double)length)]), "mean"),
            Plain("longest-copied-max", spans.Longest.Max(), generated.Count, options, $"training:{training.Count}", "maximum") with { LowerIsBetter = true },
        ];
    }

    /// <summary>The perplexity of the generated lines under a Kneser-Ney model of the references: how well they could be real lines.</summary>
    public static Score ForwardPerplexity<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, TextMetricsOptions? options = null)
        where T : notnull => Perplexity("ppl-f", references, generated, generated.Count, [$"refs:{references.Count}"], options ?? new());

    /// <summary>
    /// The perplexity of the references under a Kneser-Ney model of the generated lines: how well these cover real lines. More lines make a better
    /// model, so that their number is in the signature.
    /// </summary>
    public static Score ReversePerplexity<T>(
        IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> references, TextMetricsOptions? options = null)
        where T : notnull
    {
        var score = Perplexity("ppl-r", generated, references, generated.Count, [$"refs:{references.Count}", $"samples:{generated.Count}"], options ?? new());
        return score with { Lines = score.Lines!.InPairs() };
    }

    // Both ways the model knows the tokens of both sides and the end, so that none is impossible and all others cost nothing.
    static Score Perplexity<T>(string name, IReadOnlyList<IReadOnlyList<T>> learned, IReadOnlyList<IReadOnlyList<T>> judged, int samples, IReadOnlyList<string> counts, TextMetricsOptions options)
        where T : notnull
    {
        var kneserNey = new KneserNeyOptions { Vocabulary = options.Vocabulary > 0 ? options.Vocabulary : learned.Concat(judged).SelectMany(line => line).Distinct().Count() + 1 };
        var lines = new KneserNeyModel<T>(learned, kneserNey).Lines(judged, options.Threads).Then(Math.Exp);
        return Plain(name, lines.Value, samples, options, [.. counts, $"kneser-ney:{kneserNey.Order}", $"vocabulary:{kneserNey.Vocabulary}"]) with { Lines = lines, LowerIsBetter = true };
    }

    static Score Plain(string name, double value, int samples, TextMetricsOptions options, params IReadOnlyList<string> fields) =>
        new(name, value, samples, ScoreSignature.Of([name, .. fields, $"tok:{options.Tokenizer}", ScoreSignature.Case(options.Lowercase)]));

    // Sentences: [line][score]
    static IReadOnlyList<Score> Means(string metric, double[][] sentences, string references, string use, TextMetricsOptions options) =>
        [.. options.Bleu.Select((bleu, i) =>
        {
            var lines = LineSums.Mean(Array.ConvertAll(sentences, sentence => sentence[i]));
            return Of(metric, lines.Value, lines, sentences.Length, references, use, options, bleu);
        })];

    static IReadOnlyList<Score> Corpus(BleuCounts[] sentences, string references, string use, TextMetricsOptions options) =>
        [.. options.Bleu.Select(bleu => Of("corpus-bleu", Eval.Bleu.Combine(BleuCounts.Sum(sentences), bleu), BleuCounts.Lines(sentences, bleu), sentences.Length, references, use, options, bleu))];

    static Score Of(string metric, double value, LineSums? lines, int samples, string references, string use, TextMetricsOptions options, BleuOptions bleu) =>
        new($"{metric}-{bleu.MaxOrder}", value, samples, ScoreSignature.Bleu($"{metric}-{bleu.MaxOrder}", references, use, options.Tokenizer, options.Lowercase, bleu)) { Lines = lines };
}
