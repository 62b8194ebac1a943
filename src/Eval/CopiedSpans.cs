using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// What generated lines have copied from training lines, exactly: spans of tokens that stand in some training line just so. Longer
/// spans are only looked for where shorter ones were found, so that time and memory grow with the lines and with what was copied.
/// </summary>
public sealed class CopiedSpans
{
    readonly int[][] _copied; // [line][length - 1]: spans of that length that were copied, up to the longest
    readonly int[] _lengths; // of the generated lines

    CopiedSpans(int[][] copied, int[] lengths) => (Longest, _copied, _lengths) = (Array.ConvertAll(copied, line => line.Length), copied, lengths);

    /// <summary>Looks for the spans.</summary>
    /// <param name="generated">The lines that were written.</param>
    /// <param name="training">The lines that were learned from.</param>
    /// <exception cref="ArgumentException">There is no generated line, or no training line.</exception>
    public static CopiedSpans Find<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> training) where T : notnull
    {
        if (generated.Count == 0 || training.Count == 0) throw new ArgumentException($"copied spans: there are {generated.Count} generated and {training.Count} training lines; give some of both");
        var tokens = new TokenIndex<T>();
        var copied = new List<int>[generated.Count];
        for (var i = 0; i < copied.Length; i++) copied[i] = [];
        List<Spans> written = [.. generated.Select((line, i) => new Spans(i, tokens.Add(line)))], learned = [.. training.Select((line, i) => new Spans(i, tokens.Find(line)))];
        for (var (length, known) = (1, tokens.Count); ; length++)
        {
            var found = new bool[known];
            foreach (var line in learned) line.Tell(found);
            written.RemoveAll(line => !line.Keep(found));
            if (written.Count == 0) break;
            foreach (var line in written) copied[line.Number].Add(line.Count);
            var longer = new Dictionary<long, int>();
            foreach (var line in written) line.Extend(length, key =>
            {
                if (!longer.TryGetValue(key, out var id)) longer.Add(key, id = longer.Count);
                return id;
            });
            learned.RemoveAll(line => !line.Extend(length, key => longer.TryGetValue(key, out var id) ? id : -1));
            known = longer.Count;
        }
        return new CopiedSpans(Array.ConvertAll(copied, line => line.ToArray()), [.. generated.Select(line => line.Count)]);
    }

    /// <summary>For each generated line the tokens of the longest span that stands in a training line; 0 where not even a token does.</summary>
    public IReadOnlyList<int> Longest { get; }

    /// <summary>The share of the lines' n-grams, taken as often as they occur, that stand in a training line; 0 where no line has n tokens.</summary>
    public double Share(int order) => Shares(order).Value;

    /// <summary>The same as sums over the generated lines.</summary>
    internal LineSums Shares(int order)
    {
        if (order < 1) throw new ArgumentException($"copied {order}-grams: the order must be at least 1");
        return LineSums.Ratio([.. _copied.Select(line => order > line.Length ? 0.0 : line[order - 1])], [.. _lengths.Select(length => Math.Max(0.0, length - order + 1))]);
    }

    /// <summary>The spans of one length in a line that are still of interest: where they begin, and numbers that are equal where the tokens are.</summary>
    sealed class Spans
    {
        readonly int[] _tokens; // -1: in no generated line
        readonly int[] _starts, _ids; // the first Count of each

        public Spans(int number, int[] tokens)
        {
            (Number, _tokens, _starts, _ids) = (number, tokens, new int[tokens.Length], new int[tokens.Length]);
            for (var i = 0; i < tokens.Length; i++)
                if (tokens[i] >= 0) (_starts[Count], _ids[Count++]) = (i, tokens[i]);
        }

        /// <summary>The line's.</summary>
        public int Number { get; }

        public int Count { get; private set; }

        public void Tell(bool[] found)
        {
            foreach (var id in _ids.AsSpan(0, Count)) found[id] = true;
        }

        /// <summary>Drops what was not found; false where nothing is left.</summary>
        public bool Keep(bool[] found)
        {
            var kept = 0;
            for (var i = 0; i < Count; i++)
                if (found[_ids[i]]) (_starts[kept], _ids[kept++]) = (_starts[i], _ids[i]);
            return (Count = kept) > 0;
        }

        /// <summary>Each span takes in the token behind it, and is dropped where there is none or its number is -1; false where nothing is left.</summary>
        public bool Extend(int length, Func<long, int> idOf)
        {
            var kept = 0;
            for (var i = 0; i < Count; i++)
            {
                var end = _starts[i] + length;
                if (end < _tokens.Length && _tokens[end] >= 0 && idOf((long)_ids[i] << 32 | (uint)_tokens[end]) is >= 0 and var id)
                    (_starts[kept], _ids[kept++]) = (_starts[i], id);
            }
            return (Count = kept) > 0;
        }
    }
}
