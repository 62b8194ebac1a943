using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// An interpolated Kneser-Ney language model (Kneser and Ney, ICASSP 1995; Chen and Goodman, 1998, section 4.1.6) over tokens of
/// any type: <c>p(w | h) = max(a(hw) - D, 0) / a(h) + D N(h) / a(h) p(w | h')</c>, where h' is h without its first token, N(h) how many
/// different tokens follow h, and a(hw) a count at the highest order, and below it the number of different tokens before hw. A
/// line has one begin, never predicted, and one end, predicted as a token; what follows a begin is counted at every order. The
/// recursion ends in the uniform distribution. Immutable; threads may share it.
/// </summary>
/// <typeparam name="T">The type of a token: a string, an id.</typeparam>
public sealed class KneserNeyModel<T> where T : notnull
{
    // Ids of the symbols: these two, then the tokens.
    const int Begin = 0, End = 1, FirstToken = 2;

    readonly TokenIndex<T> _tokens = new();
    readonly NgramIndex _ngrams;
    readonly List<int>[] _prefixes; // [order][n-gram id]: the id of its first n-1 tokens
    readonly List<long>[] _counts; // [order][n-gram id]: a
    readonly long[][] _totals; // [order][context id]: a(h), summed over what follows
    readonly int[][] _followers; // [order][context id]: N(h)
    readonly double[] _discounts; // [order]
    readonly int _vocabulary;

    /// <summary>Counts the n-grams of the lines.</summary>
    /// <exception cref="ArgumentException">There is no line, or the options make no sense or allow fewer tokens than the lines have.</exception>
    public KneserNeyModel(IReadOnlyList<IReadOnlyList<T>> lines, KneserNeyOptions? options = null)
    {
        Options = (options ?? new()).Checked();
        if (lines.Count == 0) throw new ArgumentException("Kneser-Ney model: there is no line to learn from");
        _ngrams = new NgramIndex(Options.Order);
        _prefixes = [.. Enumerable.Range(0, Options.Order).Select(_ => new List<int>())];
        _counts = [.. Enumerable.Range(0, Options.Order).Select(_ => new List<long>())];
        var types = new HashSet<int> { End };
        foreach (var line in lines)
        {
            var symbols = Symbols(_tokens.Add(line), ended: true);
            types.UnionWith(symbols.Skip(1));
            Include(symbols);
        }
        if (Options.Vocabulary > 0 && Options.Vocabulary < types.Count)
            throw new ArgumentException($"Kneser-Ney model over {Options.Vocabulary} tokens: the lines have {types.Count}, the end among them");
        _vocabulary = Options.Vocabulary > 0 ? Options.Vocabulary : types.Count + 1;
        if (_ngrams.Find(1, 0, Begin) is >= 0 and var begin) _counts[0][begin] = 0; // no token
        (_totals, _followers) = (new long[Options.Order][], new int[Options.Order][]);
        for (var n = 1; n <= Options.Order; n++) Sum(n);
        _discounts = [.. _counts.Select(Discount)];
    }

    /// <summary>What the model was built with.</summary>
    public KneserNeyOptions Options { get; }

    /// <summary>p(token | the line so far). Over all tokens of the vocabulary and the end it sums to 1.</summary>
    /// <param name="prefix">The line's tokens before this one; empty at its beginning.</param>
    /// <param name="token">The token asked about.</param>
    public double Probability(IReadOnlyList<T> prefix, T token) => Probability([.. Symbols(_tokens.Find(prefix), ended: false), .. Shifted(_tokens.Find([token]))], prefix.Count + 1);

    /// <summary>p(the line ends here | the line so far).</summary>
    public double EndProbability(IReadOnlyList<T> prefix) => Probability(Symbols(_tokens.Find(prefix), ended: true), prefix.Count + 1);

    /// <summary>Mean negative log-likelihood of the lines in nats per token, each line's end counted as a token.</summary>
    /// <exception cref="ArgumentException">There is no line.</exception>
    public double NatsPerToken(IReadOnlyList<IReadOnlyList<T>> lines) => Lines(lines).Value;

    /// <summary>The same as sums over the lines.</summary>
    public LineSums Lines(IReadOnlyList<IReadOnlyList<T>> lines) => Lines(lines, threads: 0);

    /// <summary>The same with so many threads; 0: one on each processor.</summary>
    internal LineSums Lines(IReadOnlyList<IReadOnlyList<T>> lines, int threads)
    {
        if (lines.Count == 0) throw new ArgumentException("Kneser-Ney model: there is no line to score");
        var sums = new double[lines.Count];
        Parallel.For(0, lines.Count, Parallelism.Of(threads), i =>
        {
            var symbols = Symbols(_tokens.Find(lines[i]), ended: true);
            for (var at = 1; at < symbols.Length; at++) sums[i] -= Math.Log(Probability(symbols, at));
        });
        return LineSums.Ratio(sums, [.. lines.Select(line => line.Count + 1.0)]);
    }

    /// <summary>exp of <see cref="NatsPerToken"/>.</summary>
    public double Perplexity(IReadOnlyList<IReadOnlyList<T>> lines) => Math.Exp(NatsPerToken(lines));

    // p(symbols[at] | the ones before it)
    double Probability(int[] symbols, int at)
    {
        var probability = 1.0 / _vocabulary;
        for (var n = 1; n <= Math.Min(Options.Order, at + 1); n++)
        {
            var context = _ngrams.Find(symbols.AsSpan(at - n + 1, n - 1));
            if (context < 0) break; // nor is any longer one known
            var total = _totals[n - 1][context];
            if (total == 0) continue;
            var (id, discount) = (_ngrams.Find(n, context, symbols[at]), _discounts[n - 1]);
            var count = id < 0 ? 0 : _counts[n - 1][id];
            probability = (Math.Max(count - discount, 0) + discount * _followers[n - 1][context] * probability) / total;
        }
        return probability;
    }

    // Counts a line's n-grams at the highest order and behind its begin; below it each n-gram once for every token before it.
    void Include(int[] symbols)
    {
        var order = Options.Order;
        var after = new int[order]; // [length - 1]: the n-gram that begins one symbol later
        for (var start = symbols.Length - 1; start >= 0; start--)
        {
            var id = 0;
            var here = new int[order];
            for (var n = 1; n <= Math.Min(order, symbols.Length - start); n++)
            {
                var (prefix, known) = (id, _ngrams.Count(n));
                here[n - 1] = id = _ngrams.Add(n, prefix, symbols[start + n - 1]);
                var isNew = id == known;
                if (isNew)
                {
                    _prefixes[n - 1].Add(prefix);
                    _counts[n - 1].Add(0);
                    if (n > 1) _counts[n - 2][after[n - 2]]++;
                }
                if (n == order || start == 0) _counts[n - 1][id]++;
            }
            after = here;
        }
    }

    void Sum(int n)
    {
        var contexts = n == 1 ? 1 : _ngrams.Count(n - 1);
        (_totals[n - 1], _followers[n - 1]) = (new long[contexts], new int[contexts]);
        for (var id = 0; id < _counts[n - 1].Count; id++)
        {
            if (_counts[n - 1][id] == 0) continue;
            _totals[n - 1][_prefixes[n - 1][id]] += _counts[n - 1][id];
            _followers[n - 1][_prefixes[n - 1][id]]++;
        }
    }

    // Ney, Essen and Kneser, 1994.
    double Discount(List<long> counts)
    {
        if (Options.Discount is { } given) return given;
        double once = counts.Count(count => count == 1), twice = counts.Count(count => count == 2);
        return once == 0 || twice == 0 ? 0.5 : once / (once + 2 * twice);
    }

    // Unknown tokens are below 0 and stay there.
    static IEnumerable<int> Shifted(int[] ids) => ids.Select(id => id < 0 ? id : id + FirstToken);

    static int[] Symbols(int[] ids, bool ended) => [Begin, .. Shifted(ids), .. ended ? new[] { End } : []];
}
