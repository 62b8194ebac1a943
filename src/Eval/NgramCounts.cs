namespace SeqGan.Eval;

/// <summary>Counts of one line's n-grams by id, emptied at the cost of what was counted. Scratch of one thread.</summary>
internal sealed class NgramCounts
{
    readonly int[][] _counts; // [order][n-gram id]
    readonly List<int>[] _seen; // [order] ids counted since the last Clear

    public NgramCounts(int maxOrder)
    {
        _counts = [.. Enumerable.Range(0, maxOrder).Select(_ => new int[16])];
        _seen = [.. Enumerable.Range(0, maxOrder).Select(_ => new List<int>())];
    }

    /// <summary>Counts an n-gram once more and says how often it was seen, this time included.</summary>
    public int Increment(int order, int id)
    {
        ref var counts = ref _counts[order - 1];
        if (id >= counts.Length) Array.Resize(ref counts, Math.Max(id + 1, counts.Length * 2));
        if (counts[id] == 0) _seen[order - 1].Add(id);
        return ++counts[id];
    }

    /// <summary>The ids counted since the last Clear, in the order of their first appearance.</summary>
    public IReadOnlyList<int> Seen(int order) => _seen[order - 1];

    public int this[int order, int id] => _counts[order - 1][id];

    public void Clear()
    {
        for (var n = 0; n < _seen.Length; n++)
        {
            foreach (var id in _seen[n]) _counts[n][id] = 0;
            _seen[n].Clear();
        }
    }
}
