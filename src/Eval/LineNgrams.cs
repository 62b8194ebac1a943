namespace SeqGan.Eval;

/// <summary>
/// The n-grams of one line at a time, order after order, as the ids that an index has for them: sorted, so that equal ones stand together and counting them
/// takes no memory that grows with the index. Scratch of one thread.
/// </summary>
internal sealed class LineNgrams(NgramIndex index)
{
    int[] _line = [];
    int[] _ids = []; // [start] of the n-gram of the order last asked for, -1 where the index has none
    int[] _sorted = [];
    int _order;

    /// <summary>Goes to the unigrams of a line.</summary>
    public void Begin(int[] line)
    {
        if (_ids.Length < line.Length) (_ids, _sorted) = (new int[2 * line.Length], new int[2 * line.Length]);
        Array.Clear(_ids, 0, line.Length); // the empty n-gram
        (_line, _order) = (line, 0);
    }

    /// <summary>The ids of the next order, ascending; n-grams that the index has not are left out. Valid until the next call.</summary>
    public ReadOnlySpan<int> Find() => Next(add: false);

    /// <summary>The same, after the index was given those that it had not.</summary>
    public ReadOnlySpan<int> Add() => Next(add: true);

    /// <summary>How often the first of some sorted ids stands at their beginning.</summary>
    public static int Run(ReadOnlySpan<int> sorted) => sorted.IndexOfAnyExcept(sorted[0]) is > 0 and var run ? run : sorted.Length;

    ReadOnlySpan<int> Next(bool add)
    {
        _order++;
        var count = 0;
        for (var start = 0; start + _order <= _line.Length; start++)
        {
            if (_ids[start] < 0) continue; // nor has the index what goes on from here
            var token = _line[start + _order - 1];
            var id = _ids[start] = add ? index.Add(_order, _ids[start], token) : index.Find(_order, _ids[start], token);
            if (id >= 0) _sorted[count++] = id;
        }
        var ids = _sorted.AsSpan(0, count);
        ids.Sort();
        return ids;
    }
}
