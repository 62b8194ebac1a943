namespace SeqGan.Eval;

/// <summary>
/// References pooled for many hypotheses, the text-GAN convention: every hypothesis is compared with all of them. An n-gram
/// keeps its largest count over the references, whose it is, and the second largest, so that a hypothesis costs one look-up for
/// each of its n-grams however many references there are, and leaving a line out of its own references costs no more.
/// Scores equal <see cref="Bleu.Sentence"/> to the bit, on any number of threads. Immutable; threads may share it.
/// </summary>
/// <typeparam name="T">The type of a token: a string, an id.</typeparam>
public sealed class BleuReferences<T> where T : notnull
{
    readonly record struct Clip(int Most, int Owner, int Second);

    // As the owner to leave out: no line is left out.
    const int Nobody = -1;

    readonly TokenIndex<T> _tokens = new();
    readonly NgramIndex _ngrams;
    readonly List<Clip>[] _clips; // [order][n-gram id]
    readonly int[][] _lines; // [reference][position]
    readonly LengthTable _lengths;

    /// <summary>Counts the n-grams of all references, once.</summary>
    /// <param name="references">The lines, each a list of tokens; at least one.</param>
    /// <param name="maxOrder">The longest n-gram that scores will ask for.</param>
    /// <exception cref="ArgumentException">There is no reference, or the order is below 1.</exception>
    public BleuReferences(IReadOnlyList<IReadOnlyList<T>> references, int maxOrder = 4)
    {
        if (references.Count == 0) throw new ArgumentException("BLEU: there is no reference to compare with");
        if (maxOrder < 1) throw new ArgumentException($"BLEU order {maxOrder}: it must be at least 1");
        _ngrams = new NgramIndex(maxOrder);
        _clips = [.. Enumerable.Range(0, maxOrder).Select(_ => new List<Clip>())];
        _lines = [.. references.Select(_tokens.Add)];
        _lengths = new LengthTable(_lines.Select(line => line.Length));
        var ngrams = new LineNgrams(_ngrams);
        for (var i = 0; i < _lines.Length; i++) Include(i, ngrams);
    }

    /// <summary>How many lines are pooled.</summary>
    public int Count => _lines.Length;

    /// <summary>The longest n-gram counted.</summary>
    public int MaxOrder => _ngrams.MaxOrder;

    /// <summary>BLEU of one hypothesis against all references.</summary>
    public double Sentence(IReadOnlyList<T> hypothesis, BleuOptions? options = null) =>
        Bleu.Combine(Counts(hypothesis), Known(options ?? new()));

    /// <summary>The mean over the hypotheses of their BLEU against all references; several scores in one pass.</summary>
    /// <param name="hypotheses">The lines to score; at least one.</param>
    /// <param name="scores">One entry for each score wanted: <see cref="BleuOptions.Orders"/>.</param>
    /// <param name="threads">How many threads may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <returns>[score] in the order of `scores`.</returns>
    public double[] Mean(IReadOnlyList<IReadOnlyList<T>> hypotheses, IReadOnlyList<BleuOptions> scores, int threads = 0) => Means(Sentences(hypotheses, scores, threads));

    /// <summary>BLEU of every hypothesis against all references.</summary>
    /// <param name="hypotheses">The lines to score; at least one.</param>
    /// <param name="scores">One entry for each score wanted.</param>
    /// <param name="threads">How many threads may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <returns>[line][score]</returns>
    public double[][] Sentences(IReadOnlyList<IReadOnlyList<T>> hypotheses, IReadOnlyList<BleuOptions> scores, int threads = 0)
    {
        if (hypotheses.Count == 0) throw new ArgumentException("BLEU: there is no hypothesis to score");
        return Sentences(hypotheses.Count, i => _tokens.Find(hypotheses[i]), leaveOut: false, scores, threads);
    }

    /// <summary>Corpus BLEU of the hypotheses, each against all references: counts and lengths are summed over the lines before anything is divided.</summary>
    /// <param name="hypotheses">The lines to score; at least one.</param>
    /// <param name="scores">One entry for each score wanted.</param>
    /// <param name="threads">How many threads may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <returns>[score] in the order of `scores`.</returns>
    public double[] Corpus(IReadOnlyList<IReadOnlyList<T>> hypotheses, IReadOnlyList<BleuOptions> scores, int threads = 0)
    {
        var known = Known(scores);
        var counts = BleuCounts.Sum(Counts(hypotheses, threads));
        return [.. known.Select(score => Bleu.Combine(counts, score))];
    }

    /// <summary>Self-BLEU: the mean over the lines of their BLEU against all others, each left out of its own references (and of the closest length).</summary>
    /// <param name="scores">One entry for each score wanted.</param>
    /// <param name="threads">How many threads may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <returns>[score] in the order of `scores`.</returns>
    /// <exception cref="ArgumentException">There is one line only, which has no others.</exception>
    public double[] SelfMean(IReadOnlyList<BleuOptions> scores, int threads = 0) => Means(SelfSentences(scores, threads));

    /// <summary>BLEU of every line against all others: what <see cref="SelfMean"/> is the mean of.</summary>
    /// <param name="scores">One entry for each score wanted.</param>
    /// <param name="threads">How many threads may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <returns>[line][score]</returns>
    /// <exception cref="ArgumentException">There is one line only, which has no others.</exception>
    public double[][] SelfSentences(IReadOnlyList<BleuOptions> scores, int threads = 0)
    {
        if (Count == 1) throw new ArgumentException("Self-BLEU: one line has no others to compare with; give at least two");
        return Sentences(Count, i => _lines[i], leaveOut: true, scores, threads);
    }

    /// <summary>What corpus scores of the hypotheses are made of, line by line.</summary>
    internal BleuCounts[] Counts(IReadOnlyList<IReadOnlyList<T>> hypotheses, int threads)
    {
        if (hypotheses.Count == 0) throw new ArgumentException("corpus BLEU: there is no hypothesis to score");
        return Lines(hypotheses.Count, threads, (i, scratch) => Counts(_tokens.Find(hypotheses[i]), Nobody, scratch));
    }

    // The mean of each score over the lines, added in their order, whoever computed them.
    static double[] Means(double[][] sentences)
    {
        var means = new double[sentences[0].Length];
        foreach (var sentence in sentences)
        {
            for (var s = 0; s < means.Length; s++) means[s] += sentence[s];
        }
        for (var s = 0; s < means.Length; s++) means[s] /= sentences.Length;
        return means;
    }

    /// <summary>What the scores of one hypothesis are made of, for all orders up to MaxOrder.</summary>
    internal BleuCounts Counts(IReadOnlyList<T> hypothesis) => Counts(_tokens.Find(hypothesis), Nobody, new LineNgrams(_ngrams));

    double[][] Sentences(int count, Func<int, int[]> line, bool leaveOut, IReadOnlyList<BleuOptions> scores, int threads)
    {
        var known = Known(scores);
        return Lines(count, threads, (i, scratch) =>
        {
            var counts = Counts(line(i), leaveOut ? i : Nobody, scratch);
            return Array.ConvertAll(known, score => Bleu.Combine(counts, score));
        });
    }

    // Each line once, by any thread; a thread has its own scratch.
    TResult[] Lines<TResult>(int count, int threads, Func<int, LineNgrams, TResult> of)
    {
        if (threads < 0) throw new ArgumentException($"BLEU on {threads} threads: give a number above 0, or 0 for one on each processor");
        var results = new TResult[count];
        Parallel.For(0, count, Parallelism.Of(threads),
            () => new LineNgrams(_ngrams),
            (i, _, scratch) =>
            {
                results[i] = of(i, scratch);
                return scratch;
            },
            _ => { });
        return results;
    }

    BleuCounts Counts(int[] line, int leaveOut, LineNgrams ngrams)
    {
        var closest = leaveOut == Nobody ? _lengths.Closest(line.Length) : _lengths.ClosestToOthers(line.Length);
        return BleuCounts.Sentence(Precisions(line, leaveOut, ngrams), closest, line.Length);
    }

    NgramPrecision[] Precisions(int[] line, int leaveOut, LineNgrams ngrams)
    {
        var precisions = new NgramPrecision[MaxOrder];
        ngrams.Begin(line);
        for (var n = 1; n <= MaxOrder; n++)
        {
            var (clips, matches) = (_clips[n - 1], 0L);
            int count;
            for (var ids = ngrams.Find(); ids.Length > 0; ids = ids[count..])
            {
                count = LineNgrams.Run(ids);
                var clip = clips[ids[0]];
                matches += Math.Min(count, clip.Owner == leaveOut ? clip.Second : clip.Most);
            }
            precisions[n - 1] = new NgramPrecision(matches, Math.Max(1, line.Length - n + 1));
        }
        return precisions;
    }

    void Include(int owner, LineNgrams ngrams)
    {
        ngrams.Begin(_lines[owner]);
        for (var n = 1; n <= MaxOrder; n++)
        {
            var clips = _clips[n - 1];
            int count;
            for (var ids = ngrams.Add(); ids.Length > 0; ids = ids[count..])
            {
                count = LineNgrams.Run(ids);
                var id = ids[0];
                if (id == clips.Count) clips.Add(new Clip(count, owner, 0)); // new ids are given in sequence, and come in sequence
                else if (count > clips[id].Most) clips[id] = new Clip(count, owner, clips[id].Most);
                else if (count > clips[id].Second) clips[id] = clips[id] with { Second = count };
            }
        }
    }

    BleuOptions[] Known(IReadOnlyList<BleuOptions> scores) =>
        scores.Count > 0 ? [.. scores.Select(Known)] : throw new ArgumentException("BLEU: no order is asked for");

    BleuOptions Known(BleuOptions options) =>
        options.Checked().CountedOrder <= MaxOrder
            ? options
            : throw new ArgumentException($"BLEU-{options.MaxOrder} looks at {options.CountedOrder}-grams: these references were counted up to order {MaxOrder}; build them with a larger one");
}
