namespace SeqGan.Data;

/// <summary>Which lines share a label or a source, and how many do.</summary>
internal sealed class LineGroups
{
    const int Shown = 10;
    const int LongestName = 40;

    readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    readonly List<int> _sizes = [];
    readonly List<int> _groups = []; // of each line

    /// <summary>Lines.</summary>
    public int Count => _groups.Count;

    /// <summary>The next line belongs to this group.</summary>
    public void Add(string name)
    {
        if (_indices.TryAdd(name, _sizes.Count)) _sizes.Add(0);
        var group = _indices[name];
        _groups.Add(group);
        _sizes[group]++;
    }

    /// <summary>The lines of the group of a line.</summary>
    public int SizeOf(int line) => _sizes[_groups[line]];

    /// <summary>The largest groups with their sizes, fit for one line.</summary>
    public override string ToString()
    {
        var largest = _indices.OrderByDescending(group => _sizes[group.Value]).ThenBy(group => group.Key, StringComparer.Ordinal).Take(Shown)
            .Select(group => Invariant($"{Name(group.Key)} {_sizes[group.Value]}"));
        return string.Join(", ", largest) + (_sizes.Count > Shown ? Invariant($", and {_sizes.Count - Shown} more") : "");
    }

    static string Name(string name)
    {
        if (name.Length == 0) return "(empty)";
        var line = new string([.. name.Take(LongestName).Select(c => char.IsControl(c) ? ' ' : c)]);
        return name.Length > LongestName ? line + "..." : line;
    }
}
