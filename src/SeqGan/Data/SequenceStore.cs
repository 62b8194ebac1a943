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

    /// <param name="vocabulary">Ids are 0 .. vocabulary-1.</param>
    public SequenceStore(int vocabulary) => Vocabulary = vocabulary;

    /// <summary>Ids are below this.</summary>
    public int Vocabulary { get; }

    /// <summary>Sequences held.</summary>
    public int Count => _lengths.Count;

    /// <summary>Ids held.</summary>
    public long Tokens => _used;

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
            var ids = new int[_lengths[index]];
            CopyTo(index, ids);
            return ids;
        }
    }

    /// <summary>The length of sequence <paramref name="index"/>.</summary>
    public int LengthOf(int index) => _lengths[index];

    /// <summary>Appends a sequence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below <see cref="Vocabulary"/>.</exception>
    public void Add(ReadOnlySpan<int> ids)
    {
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

    /// <summary>Copies sequence <paramref name="index"/> to the front of <paramref name="ids"/>.</summary>
    public void CopyTo(int index, Span<int> ids)
    {
        var start = _starts[index];
        for (var i = 0; i < _lengths[index]; i++)
        {
            var (page, at) = ((int)((start + i) / PageLength), (int)((start + i) % PageLength));
            ids[i] = IsNarrow ? _narrow[page][at] : _wide[page][at];
        }
    }
}
