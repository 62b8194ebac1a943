using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// What generated lines have copied from training lines, exactly: spans of tokens that stand in some training line just so. Longer
/// spans are only looked for where shorter ones were found, so that time and memory grow with the lines and with what was copied.
/// </summary>
public sealed class CopiedSpans
{
    readonly IReadOnlyList<int[]> _copied; // [length - 1][line]: spans of that length that were copied
    readonly int[] _lengths; // of the generated lines

    CopiedSpans(int[] longest, IReadOnlyList<int[]> copied, int[] lengths) => (Longest, _copied, _lengths) = (longest, copied, lengths);

    /// <summary>Looks for the spans.</summary>
    /// <param name="generated">The lines that were written.</param>
    /// <param name="training">The lines that were learned from.</param>
    /// <exception cref="ArgumentException">There is no generated line, or no training line.</exception>
    public static CopiedSpans Find<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> training) where T : notnull
    {
        if (generated.Count == 0 || training.Count == 0) throw new ArgumentException($"copied spans: there are {generated.Count} generated and {training.Count} training lines; give some of both");
        var tokens = new TokenIndex<T>();
        Spans[] written = [.. generated.Select(line => new Spans(tokens.Add(line)))], learned = [.. training.Select(line => new Spans(tokens.Find(line)))];
        var (longest, copied) = (new int[written.Length], new List<int[]>());
        for (var (length, known) = (1, tokens.Count); ; length++)
        {
            var found = new bool[known];
            foreach (var line in learned) line.Tell(found);
            int[] kept = [.. written.Select(line => line.Keep(found))];
            if (kept.All(count => count == 0)) break;
            copied.Add(kept);
            for (var i = 0; i < written.Length; i++)
                if (kept[i] > 0) longest[i] = length;
            var longer = new Dictionary<long, int>();
            foreach (var line in written) line.Extend(length, key =>
            {
                if (!longer.TryGetValue(key, out var id)) longer.Add(key, id = longer.Count);
                return id;
            });
            foreach (var line in learned) line.Extend(length, key => longer.TryGetValue(key, out var id) ? id : -1);
            known = longer.Count;
        }
        return new CopiedSpans(longest, copied, [.. generated.Select(line => line.Count)]);
    }

    /// <summary>For each generated line the tokens of the longest span that stands in a training line; 0 where not even a token does.</summary>
    public IReadOnlyList<int> Longest { get; }

    /// <summary>The share of the lines' n-grams, taken as often as they occur, that stand in a training line; 0 where no line has n tokens.</summary>
    public double Share(int order) => Shares(order).Value;

    /// <summary>The same as sums over the generated lines.</summary>
    internal LineSums Shares(int order)
    {
        if (order < 1) throw new ArgumentException($"copied {order}-grams: the order must be at least 1");
        return LineSums.Ratio([.. _lengths.Select((_, i) => order > _copied.Count ? 0.0 : _copied[order - 1][i])], [.. _lengths.Select(length => Math.Max(0.0, length - order + 1))]);
    }

    /// <summary>A line's spans of one length, by where they begin: numbers that are equal where the tokens are; -1 where a span is of no interest any more.</summary>
    sealed class Spans(int[] tokens)
    {
        readonly int[] _ids = [.. tokens];

        public void Tell(bool[] found)
        {
            foreach (var id in _ids)
                if (id >= 0) found[id] = true;
        }

        public int Keep(bool[] found)
        {
            var kept = 0;
            for (var i = 0; i < _ids.Length; i++)
            {
                if (_ids[i] < 0) continue;
                if (found[_ids[i]]) kept++;
                else _ids[i] = -1;
            }
            return kept;
        }

        // Each span takes in the token behind it.
        public void Extend(int length, Func<long, int> idOf)
        {
            for (var i = 0; i < _ids.Length; i++)
                if (_ids[i] >= 0) _ids[i] = i + length < tokens.Length && tokens[i + length] >= 0 ? idOf((long)_ids[i] << 32 | (uint)tokens[i + length]) : -1;
        }
    }
}
