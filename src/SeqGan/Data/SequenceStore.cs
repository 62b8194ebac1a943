namespace SeqGan.Data;

/// <summary>
/// Many id sequences in little memory: two bytes an id while every id fits, four otherwise, in pages, so that a corpus
/// of a gigabyte of text does not need a gigabyte.
/// </summary>
public sealed class SequenceStore
{
    const int PageLength = 1 << 20; // ids a page

    readonly List<ushort[]> _narrow = [];
    readonly List<int[]> _wide = [];
    readonly List<int> _lengths = [];
    readonly List<long> _starts = [];
    long _used;
    int? _end;

    /// <param name="vocabulary">Ids are 0 .. vocabulary-1.</param>
    public SequenceStore(int vocabulary) => Vocabulary = vocabulary;

    /// <summary>Ids are below this.</summary>
    public int Vocabulary { get; }

    /// <summary>Sequences held.</summary>
    public int Count => _lengths.Count;

    /// <summary>Ids of all sequences, end tokens included.</summary>
    public long Tokens => _end is null ? _used : _used + Count;

    /// <summary>The longest sequence's length.</summary>
    public int MaxLength { get; private set; }

    /// <summary>The shortest sequence's length; 0 when there is none.</summary>
    public int MinLength { get; private set; }

    bool IsNarrow => Vocabulary <= ushort.MaxValue + 1;

    /// <summary>Sequence <paramref name="index"/>, a copy.</summary>
    public int[] this[int index]
    {
        get
        {
            var ids = new int[_lengths[index] + (_end is null ? 0 : 1)];
            CopyTo(index, ids);
            if (_end is { } end) ids[^1] = end;
            return ids;
        }
    }

    /// <summary>Sequence <paramref name="index"/> as it was added, a copy.</summary>
    public int[] WithoutEnd(int index)
    {
        var ids = new int[_lengths[index]];
        CopyTo(index, ids);
        return ids;
    }

    /// <summary>Tokens of sequence <paramref name="index"/> as it was added.</summary>
    internal int LengthOf(int index) => _lengths[index];

    /// <summary>The position of the first token of sequence <paramref name="index"/> among the stored tokens of all.</summary>
    internal long StartOf(int index) => _starts[index];

    /// <summary>Whether the stored tokens from a position on are these.</summary>
    internal bool Holds(long position, ReadOnlySpan<int> ids)
    {
        for (var i = 0; i < ids.Length; i++)
            if (At(position + i) != ids[i]) return false;
        return true;
    }

    /// <summary>Ends every sequence with this token, which is not stored; nothing can be added afterwards.</summary>
    internal void EndWith(int end)
    {
        if (_end is not null) throw new InvalidOperationException("the sequences have an end token already");
        _end = end;
        if (Count > 0) (MinLength, MaxLength) = (MinLength + 1, MaxLength + 1);
    }

    /// <summary>Appends a sequence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below <see cref="Vocabulary"/>.</exception>
    public void Add(ReadOnlySpan<int> ids)
    {
        if (_end is not null) throw new InvalidOperationException("the sequences have an end token; none can be added");
        foreach (var id in ids) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Vocabulary, nameof(ids));
        _starts.Add(_used);
        _lengths.Add(ids.Length);
        (MinLength, MaxLength) = (Count == 1 ? ids.Length : Math.Min(MinLength, ids.Length), Math.Max(MaxLength, ids.Length));
        foreach (var id in ids)
        {
            var (page, at) = ((int)(_used / PageLength), (int)(_used % PageLength));
            if (IsNarrow)
            {
                if (page == _narrow.Count) _narrow.Add(new ushort[PageLength]);
                _narrow[page][at] = (ushort)id;
            }
            else
            {
                if (page == _wide.Count) _wide.Add(new int[PageLength]);
                _wide[page][at] = id;
            }
            _used++;
        }
    }

    void CopyTo(int index, Span<int> ids)
    {
        for (var i = 0; i < _lengths[index]; i++) ids[i] = At(_starts[index] + i);
    }

    int At(long position)
    {
        var (page, at) = ((int)(position / PageLength), (int)(position % PageLength));
        return IsNarrow ? _narrow[page][at] : _wide[page][at];
    }
}
