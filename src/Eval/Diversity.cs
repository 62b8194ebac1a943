using System.Runtime.InteropServices;
using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>How much a set of lines repeats itself and others, beside distinct-n and Self-BLEU.</summary>
public static class Diversity
{
    /// <summary>Different lines over all lines.</summary>
    /// <exception cref="ArgumentException">There is no line.</exception>
    public static double UniqueLines<T>(IReadOnlyList<IReadOnlyList<T>> lines) where T : notnull => (double)Ids(lines).Distinct(_equal).Count() / lines.Count;

    /// <summary>The share of generated lines that are no training line.</summary>
    /// <exception cref="ArgumentException">There is no generated line.</exception>
    public static double NovelLines<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> training) where T : notnull => Novel(generated, training).Value;

    /// <summary>The same as sums over the generated lines.</summary>
    internal static LineSums Novel<T>(IReadOnlyList<IReadOnlyList<T>> generated, IReadOnlyList<IReadOnlyList<T>> training) where T : notnull
    {
        var tokens = new TokenIndex<T>();
        int[][] written = [.. Ids(generated, tokens)];
        var known = training.Select(tokens.Find).ToHashSet(_equal);
        return LineSums.Mean([.. written.Select(line => known.Contains(line) ? 0.0 : 1)]);
    }

    /// <summary>The entropy of the lines' n-grams taken together, in nats: <c>-sum p ln p</c> (ent-n of Zhang et al., NeurIPS 2018); 0 where no line has n tokens.</summary>
    /// <exception cref="ArgumentException">There is no line, or the order is below 1.</exception>
    public static double Entropy<T>(IReadOnlyList<IReadOnlyList<T>> lines, int order) where T : notnull
    {
        if (order < 1) throw new ArgumentException($"entropy of {order}-grams: the order must be at least 1");
        var (ngrams, counts) = (new NgramIndex(order), new List<long>());
        foreach (var ids in Ids(lines))
        {
            for (var start = 0; start + order <= ids.Length; start++)
            {
                var id = ngrams.Add(ids.AsSpan(start, order));
                if (id == counts.Count) counts.Add(0);
                CollectionsMarshal.AsSpan(counts)[id]++;
            }
        }
        double total = counts.Sum();
        return total == 0 ? 0 : counts.Sum(count => count / total * Math.Log(total / count));
    }

    static readonly IEqualityComparer<int[]> _equal = EqualityComparer<int[]>.Create((a, b) => a.AsSpan().SequenceEqual(b), ids =>
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes<int>(ids));
        return hash.ToHashCode();
    });

    static IEnumerable<int[]> Ids<T>(IReadOnlyList<IReadOnlyList<T>> lines, TokenIndex<T>? tokens = null) where T : notnull
    {
        if (lines.Count == 0) throw new ArgumentException("diversity: there is no line");
        tokens ??= new TokenIndex<T>();
        return lines.Select(tokens.Add);
    }
}
