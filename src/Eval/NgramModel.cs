using System.Runtime.InteropServices;
using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// An add-k n-gram language model over ids: p(w | context) = (count(context, w) + k) / (count(context) + k V), the context being
/// the Order-1 symbols before, padded with a begin symbol of its own. The control every text GAN should beat: its held-out
/// likelihood and its samples cost seconds. Immutable.
/// </summary>
public sealed class NgramModel
{
    readonly NgramIndex _contexts;

    // The tokens seen after context c, ascending, are _tokens[_starts[c] .. _starts[c + 1]]; beside each, how often it and the
    // ones before it in the same context were seen.
    readonly int[] _starts;
    readonly int[] _tokens;
    readonly long[] _cumulative;

    NgramModel(NgramOptions options, NgramIndex contexts, int[] starts, int[] tokens, long[] cumulative) =>
        (Options, _contexts, _starts, _tokens, _cumulative) = (options, contexts, starts, tokens, cumulative);

    /// <summary>What the model was built with.</summary>
    public NgramOptions Options { get; }

    /// <summary>Counts the n-grams of the lines.</summary>
    /// <exception cref="ArgumentException">No lines, an id outside the vocabulary, or an end id inside a line.</exception>
    public static NgramModel Train(IReadOnlyList<IReadOnlyList<int>> lines, NgramOptions options)
    {
        options.Checked();
        if (lines.Count == 0) throw new ArgumentException("n-gram model: there is no line to learn from");
        var contexts = new NgramIndex(Math.Max(1, options.Order - 1));
        var seen = new List<(int Context, int Token)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var padded = Pad(lines[i], i, options);
            for (var t = options.Order - 1; t < padded.Length; t++)
            {
                seen.Add((contexts.Add(padded.AsSpan(t - options.Order + 1, options.Order - 1)), padded[t]));
            }
        }
        seen.Sort();

        var starts = new int[(options.Order == 1 ? 1 : contexts.Count(options.Order - 1)) + 1];
        var tokens = new List<int>();
        var cumulative = new List<long>();
        for (var i = 0; i < seen.Count; i++)
        {
            var (context, token) = seen[i];
            var newContext = i == 0 || seen[i - 1].Context != context;
            if (newContext || seen[i - 1].Token != token)
            {
                tokens.Add(token);
                cumulative.Add(newContext ? 0 : cumulative[^1]);
            }
            cumulative[^1]++;
            starts[context + 1] = tokens.Count;
        }
        return new NgramModel(options, contexts, starts, [.. tokens], [.. cumulative]);
    }

    /// <summary>The same counts with another k.</summary>
    public NgramModel WithK(double k) => new((Options with { K = k }).Checked(), _contexts, _starts, _tokens, _cumulative);

    /// <summary>
    /// The k of the candidates whose model of `train` gives `valid` the lowest nats per token, the first of equals; so that the
    /// baseline is no straw man.
    /// </summary>
    public static double BestK(
        IReadOnlyList<IReadOnlyList<int>> train, IReadOnlyList<IReadOnlyList<int>> valid, IReadOnlyList<double> candidates, NgramOptions options)
    {
        if (candidates.Count == 0) throw new ArgumentException("n-gram model: there is no k to choose from");
        var model = Train(train, options);
        return candidates.MinBy(k => model.WithK(k).NatsPerToken(valid));
    }

    /// <summary>p(token | the line so far). Over all ids of the vocabulary it sums to 1.</summary>
    /// <param name="prefix">The line's tokens before this one; empty at its beginning.</param>
    /// <param name="token">The id asked about.</param>
    public double Probability(IReadOnlyList<int> prefix, int token)
    {
        if ((uint)token >= (uint)Options.Vocabulary) throw new ArgumentException($"n-gram model: the id {token} is outside 0..{Options.Vocabulary - 1}");
        var symbols = Pad(prefix, 0, Options with { EndId = null });
        return Probability(_contexts.Find(symbols.AsSpan(symbols.Length - (Options.Order - 1))), token);
    }

    /// <summary>
    /// Mean negative log-likelihood of the lines in nats per token; with an end id, each line's end counts as one token.
    /// </summary>
    public double NatsPerToken(IReadOnlyList<IReadOnlyList<int>> lines) => Lines(lines).Value;

    /// <summary>The same as sums over the lines.</summary>
    public LineSums Lines(IReadOnlyList<IReadOnlyList<int>> lines)
    {
        var (nats, tokens) = (new double[lines.Count], new double[lines.Count]);
        for (var i = 0; i < lines.Count; i++)
        {
            var padded = Pad(lines[i], i, Options);
            for (var t = Options.Order - 1; t < padded.Length; t++)
                nats[i] -= Math.Log(Probability(_contexts.Find(padded.AsSpan(t - Options.Order + 1, Options.Order - 1)), padded[t]));
            tokens[i] = padded.Length - (Options.Order - 1);
        }
        return tokens.Sum() > 0 ? LineSums.Ratio(nats, tokens) : throw new ArgumentException("n-gram model: there is no token to score");
    }

    /// <summary>
    /// Draws lines: each ends before the end token (which is left off) or at `maxLength` tokens. Line i depends on the model,
    /// the seed and i alone, so that the first 10 of 1000 are the same as 10.
    /// </summary>
    public int[][] Sample(int count, int maxLength, ulong seed)
    {
        if (count < 0 || maxLength < 1) throw new ArgumentException($"n-gram model: cannot draw {count} lines of up to {maxLength} tokens");
        return [.. Enumerable.Range(0, count).Select(i => Line(maxLength, new SplitMix64(seed, (ulong)i)))];
    }

    int[] Line(int maxLength, SplitMix64 random)
    {
        var before = Options.Order - 1;
        var symbols = new List<int>(Enumerable.Repeat(Options.Vocabulary, before));
        while (symbols.Count - before < maxLength)
        {
            var context = _contexts.Find(CollectionsMarshal.AsSpan(symbols)[^before..]);
            var next = Draw(context, ref random);
            if (next == Options.EndId) break;
            symbols.Add(next);
        }
        return [.. symbols.Skip(before)];
    }

    // Add-k is a mixture: of what was seen with weight count(context), and of the uniform distribution with weight k V.
    int Draw(int context, ref SplitMix64 random)
    {
        var uniform = Options.K * Options.Vocabulary;
        var seen = Total(context);
        var point = random.NextDouble() * (seen + uniform);
        if (point >= seen) return random.Next(Options.Vocabulary);
        var (low, high) = (_starts[context], _starts[context + 1] - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_cumulative[middle] > point) high = middle;
            else low = middle + 1;
        }
        return _tokens[low];
    }

    double Probability(int context, int token) =>
        (Seen(context, token) + Options.K) / (Total(context) + Options.K * Options.Vocabulary);

    long Total(int context) => context < 0 || _starts[context + 1] == _starts[context] ? 0 : _cumulative[_starts[context + 1] - 1];

    long Seen(int context, int token)
    {
        if (context < 0) return 0;
        var at = Array.BinarySearch(_tokens, _starts[context], _starts[context + 1] - _starts[context], token);
        if (at < 0) return 0;
        return at == _starts[context] ? _cumulative[at] : _cumulative[at] - _cumulative[at - 1];
    }

    // Begin symbols (an id of their own, never predicted), the line, the end.
    static int[] Pad(IReadOnlyList<int> line, int number, NgramOptions options)
    {
        var before = options.Order - 1;
        var padded = new int[before + line.Count + (options.EndId is null ? 0 : 1)];
        Array.Fill(padded, options.Vocabulary, 0, before);
        for (var t = 0; t < line.Count; t++)
        {
            if ((uint)line[t] >= (uint)options.Vocabulary)
                throw new ArgumentException($"n-gram model: line {number + 1} holds the id {line[t]}, outside 0..{options.Vocabulary - 1}");
            if (line[t] == options.EndId)
                throw new ArgumentException($"n-gram model: line {number + 1} holds the end id {line[t]}; give lines without it");
            padded[before + t] = line[t];
        }
        if (options.EndId is { } end) padded[^1] = end;
        return padded;
    }
}
