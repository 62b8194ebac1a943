namespace SeqGan.Eval;

/// <summary>distinct-n (Li et al., NAACL 2016): different n-grams over all n-grams of the lines taken together.</summary>
public static class DistinctNgrams
{
    /// <summary>Different n-grams / n-grams; 0 where no line has n tokens. (Dividing by the number of lines, as some do, gives another number.)</summary>
    public static double Ratio<T>(IReadOnlyList<IReadOnlyList<T>> lines, int order) where T : notnull
    {
        if (order < 1) throw new ArgumentException($"distinct-{order}: the order must be at least 1");
        var tokens = new TokenIndex<T>();
        var ngrams = new NgramIndex(order);
        var total = 0L;
        foreach (var line in lines)
        {
            var ids = tokens.Add(line);
            for (var start = 0; start + order <= ids.Length; start++)
            {
                ngrams.Add(ids.AsSpan(start, order));
                total++;
            }
        }
        return total == 0 ? 0 : (double)ngrams.Count(order) / total;
    }
}
