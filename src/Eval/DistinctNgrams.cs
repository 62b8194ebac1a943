namespace SeqGan.Eval;

/// <summary>distinct-n (Li et al., NAACL 2016): different n-grams over all n-grams of the lines taken together.</summary>
public static class DistinctNgrams
{
    /// <summary>Different n-grams / n-grams; 0 where no line has n tokens. (Dividing by the number of lines, as some do, gives another number.)</summary>
    public static double Ratio<T>(IReadOnlyList<IReadOnlyList<T>> lines, int order) where T : notnull => Ratios(lines, [order])[0];

    /// <summary>The same for several orders in one pass.</summary>
    internal static double[] Ratios<T>(IReadOnlyList<IReadOnlyList<T>> lines, IReadOnlyList<int> orders) where T : notnull
    {
        if (orders.Any(order => order < 1)) throw new ArgumentException($"distinct-{orders.Min()}: the order must be at least 1");
        var longest = orders.DefaultIfEmpty(1).Max();
        var (tokens, ngrams, totals) = (new TokenIndex<T>(), new NgramIndex(longest), new long[longest]);
        foreach (var line in lines)
        {
            var ids = tokens.Add(line);
            for (var start = 0; start < ids.Length; start++)
            {
                var id = 0;
                for (var n = 1; n <= Math.Min(longest, ids.Length - start); n++)
                {
                    id = ngrams.Add(n, id, ids[start + n - 1]);
                    totals[n - 1]++;
                }
            }
        }
        return [.. orders.Select(order => totals[order - 1] == 0 ? 0 : (double)ngrams.Count(order) / totals[order - 1])];
    }
}
