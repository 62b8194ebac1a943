namespace SeqGan.Eval;

/// <summary>
/// Gives every n-gram of orders 1..MaxOrder a dense id. An n-gram is its (n-1)-gram prefix and one more token, so a key is
/// two ints at any order, and an n-gram whose prefix is unknown is unknown without a look.
/// </summary>
internal sealed class NgramIndex
{
    readonly NgramTable[] _ids;

    public NgramIndex(int maxOrder)
    {
        _ids = new NgramTable[maxOrder];
        for (var n = 0; n < maxOrder; n++) _ids[n] = new NgramTable();
    }

    public int MaxOrder => _ids.Length;

    /// <summary>How many different n-grams of this order were added.</summary>
    public int Count(int order) => _ids[order - 1].Count;

    /// <summary>The id of `prefix` followed by `token`; a new one if unseen. For order 1 the prefix is 0.</summary>
    public int Add(int order, int prefix, int token) => _ids[order - 1].Add(prefix, token);

    /// <summary>The id of an n-gram, 0 for the empty one; it and its beginnings get new ones if unseen.</summary>
    public int Add(ReadOnlySpan<int> ngram)
    {
        var id = 0;
        for (var n = 1; n <= ngram.Length; n++) id = Add(n, id, ngram[n - 1]);
        return id;
    }

    /// <summary>The id of an n-gram, or -1; 0 for the empty one.</summary>
    public int Find(ReadOnlySpan<int> ngram)
    {
        var id = 0;
        for (var n = 1; n <= ngram.Length && id >= 0; n++) id = Find(n, id, ngram[n - 1]);
        return id;
    }

    /// <summary>The id of `prefix` followed by `token`, or -1.</summary>
    public int Find(int order, int prefix, int token) => _ids[order - 1].Find(prefix, token);
}
