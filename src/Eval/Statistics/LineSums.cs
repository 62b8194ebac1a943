namespace SeqGan.Eval.Statistics;

/// <summary>
/// A score that depends on nothing but sums over lines: a mean, a ratio of totals, BLEU of a corpus. It keeps what each line adds, so that
/// the score of any other draw of the lines is known without another look at the text, as intervals and tests need it. Immutable.
/// </summary>
public sealed class LineSums
{
    /// <summary>A score of sums over so many lines.</summary>
    internal delegate double Formula(ReadOnlySpan<double> sums, int lines);

    /// <summary>Writes what a line adds.</summary>
    internal delegate void Adding<T>(T line, Span<double> terms);

    readonly double[] _terms; // [line, width]
    readonly Formula _score;

    LineSums(double[] terms, int width, Formula score) => (_terms, Width, _score) = (terms, width, score);

    /// <summary>The mean of a score that each line has.</summary>
    /// <exception cref="ArgumentException">There is no line, or a score is not finite.</exception>
    public static LineSums Mean(IReadOnlyList<double> scores) => Of(scores, 1, (score, terms) => terms[0] = score, (sums, lines) => sums[0] / lines);

    /// <summary>A total over another: of nats over tokens, of copied n-grams over n-grams. 0 where the other is 0.</summary>
    /// <exception cref="ArgumentException">There is no line, not as many of both, or a number is not finite.</exception>
    public static LineSums Ratio(IReadOnlyList<double> parts, IReadOnlyList<double> wholes)
    {
        if (parts.Count != wholes.Count) throw new ArgumentException($"ratio over lines: {parts.Count} parts of {wholes.Count} wholes; give one of each for a line");
        return Of([.. parts.Zip(wholes)], 2, (line, terms) => (terms[0], terms[1]) = line, (sums, _) => sums[1] == 0 ? 0 : sums[0] / sums[1]);
    }

    internal static LineSums Of<T>(IReadOnlyList<T> lines, int width, Adding<T> add, Formula score)
    {
        if (lines.Count == 0) throw new ArgumentException("a score over lines: there is no line");
        var terms = new double[lines.Count * (long)width];
        for (var i = 0; i < lines.Count; i++) add(lines[i], terms.AsSpan(i * width, width));
        return Array.TrueForAll(terms, double.IsFinite) ? new(terms, width, score) : throw new ArgumentException("a score over lines: what a line adds is not a number");
    }

    /// <summary>How many lines there are.</summary>
    public int Count => _terms.Length / Width;

    /// <summary>Whether line i of another system belongs with line i of this one: they answer the same question, or are the same reference.</summary>
    public bool Paired { get; private init; }

    /// <summary>The score of all lines.</summary>
    public double Value => Score(Total(), Count);

    /// <summary>The same, of lines that belong with those of other systems one by one.</summary>
    public LineSums InPairs() => new(_terms, Width, _score) { Paired = true };

    /// <summary>Another score of the same sums.</summary>
    internal LineSums Then(Func<double, double> of) => new(_terms, Width, (sums, lines) => of(_score(sums, lines))) { Paired = Paired };

    /// <summary>How many sums there are.</summary>
    internal int Width { get; }

    /// <summary>What a line adds.</summary>
    internal ReadOnlySpan<double> this[int line] => _terms.AsSpan(line * Width, Width);

    internal double Score(ReadOnlySpan<double> sums, int lines) => _score(sums, lines);

    internal double[] Total()
    {
        var total = new double[Width];
        for (var line = 0; line < Count; line++) Add(total, this[line]);
        return total;
    }

    internal static void Add(Span<double> sums, ReadOnlySpan<double> terms)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += terms[i];
    }
}
