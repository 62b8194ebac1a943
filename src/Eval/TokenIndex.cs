namespace SeqGan.Eval;

/// <summary>Interns tokens of any type as dense ints in the order of their first appearance.</summary>
internal sealed class TokenIndex<T> where T : notnull
{
    readonly Dictionary<T, int> _ids = [];

    /// <summary>How many different tokens were added.</summary>
    public int Count => _ids.Count;

    /// <summary>The ids of a line; unseen tokens get new ones.</summary>
    public int[] Add(IReadOnlyList<T> line)
    {
        var ids = new int[line.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!_ids.TryGetValue(line[i], out ids[i])) _ids.Add(line[i], ids[i] = _ids.Count);
        }
        return ids;
    }

    /// <summary>The ids of a line; unseen tokens are -1, which no n-gram contains.</summary>
    public int[] Find(IReadOnlyList<T> line)
    {
        var ids = new int[line.Count];
        for (var i = 0; i < ids.Length; i++) ids[i] = _ids.TryGetValue(line[i], out var id) ? id : -1;
        return ids;
    }
}
