namespace SeqGan.Eval;

/// <summary>The lengths of the references, sorted, for the closest one by binary search.</summary>
internal sealed class LengthTable
{
    readonly int[] _lengths; // different lengths, ascending
    readonly int[] _counts; // how many references have each

    public LengthTable(IEnumerable<int> lengths)
    {
        var groups = lengths.GroupBy(length => length).OrderBy(group => group.Key).ToArray();
        _lengths = [.. groups.Select(group => group.Key)];
        _counts = [.. groups.Select(group => group.Count())];
    }

    /// <summary>The length closest to `length`; of two equally close, the shorter.</summary>
    public int Closest(int length)
    {
        var at = Array.BinarySearch(_lengths, length);
        return at >= 0 ? _lengths[at] : Closer(length, ~at - 1, ~at);
    }

    /// <summary>The same for a line that is one of the references and does not count as one. There must be another.</summary>
    public int ClosestToOthers(int length)
    {
        var at = Array.BinarySearch(_lengths, length);
        return _counts[at] > 1 ? length : Closer(length, at - 1, at + 1);
    }

    int Closer(int length, int below, int above)
    {
        if (below < 0) return _lengths[above];
        if (above == _lengths.Length) return _lengths[below];
        return length - _lengths[below] <= _lengths[above] - length ? _lengths[below] : _lengths[above];
    }
}
