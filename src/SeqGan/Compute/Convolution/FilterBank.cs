namespace SeqGan.Compute.Convolution;

/// <summary>
/// Where the filters of several widths are: the features of a kind follow those of the kind before it, and so do its rows. A
/// filter's row is <c>[width, embedding]</c>, as a window of embedded tokens lies in memory; torch's weight is its transpose.
/// </summary>
internal sealed class FilterBank
{
    /// <param name="embedding">Numbers of a token.</param>
    /// <param name="kinds">Width and count of each kind.</param>
    public FilterBank(int embedding, IReadOnlyList<(int Width, int Count)> kinds)
    {
        Embedding = embedding;
        var parts = new List<FilterPart>();
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var (width, count) = kinds[kind];
            Widest = Math.Max(Widest, width);
            for (var first = 0; first < count; first += FilterPart.Most)
            {
                var size = Math.Min(FilterPart.Most, count - first);
                parts.Add(new FilterPart(kind, width, first, size, Features, Floats));
                Features += size;
                Floats += (long)size * width * embedding;
            }
        }
        Parts = [.. parts];
    }

    /// <summary>Numbers of a token.</summary>
    public int Embedding { get; }

    /// <summary>Filters of all kinds.</summary>
    public int Features { get; }

    /// <summary>Numbers of all rows.</summary>
    public long Floats { get; }

    /// <summary>The width of the widest filter, in tokens.</summary>
    public int Widest { get; }

    /// <summary>All filters, up to 32 of a kind at a time.</summary>
    public FilterPart[] Parts { get; }
}

/// <summary>Filters of one kind that a thread takes together.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Width">Their width, in tokens.</param>
/// <param name="First">The first of them, in its kind.</param>
/// <param name="Count">How many.</param>
/// <param name="Feature">The feature of the first of them.</param>
/// <param name="Row">Floats before the row of the first of them.</param>
internal readonly record struct FilterPart(int Kind, int Width, int First, int Count, int Feature, long Row)
{
    /// <summary>The largest count: the columns of a tile.</summary>
    public const int Most = Simd.Tile.Columns;

    /// <summary>Columns of the tile that holds them.</summary>
    public int Columns => Count <= Simd.Tile.HalfColumns ? Simd.Tile.HalfColumns : Simd.Tile.Columns;

    /// <summary>How many windows of this width count in a sequence; one that is shorter than the filter has one, padded with zeros.</summary>
    public int Windows(int length) => Math.Max(length - Width + 1, 1);
}
