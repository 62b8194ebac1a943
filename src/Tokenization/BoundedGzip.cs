using System.IO.Compression;

namespace SeqGan.Tokenization;

/// <summary>
/// What a gzip stream unpacks to, as long as that is in proportion to what was read of it: text shrinks to a tenth or so,
/// a bomb to a thousandth.
/// </summary>
/// <param name="packed">The gzip data; they stay open.</param>
/// <param name="refuse">The fault to report where more comes out.</param>
sealed class BoundedGzip(Stream packed, Func<Exception> refuse) : ForwardStream
{
    /// <summary>What may come out of any file, in bytes.</summary>
    public const long Free = 64 << 20;

    /// <summary>What may come out besides, for every byte that goes in. DEFLATE itself ends at 1032.</summary>
    public const int LargestRatio = 200;

    readonly CountedStream _packed = new(packed);
    GZipStream? _unpacked;
    long _out;

    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        _unpacked ??= new GZipStream(_packed, CompressionMode.Decompress, leaveOpen: true);
        var count = _unpacked.Read(buffer);
        _out += count;
        return _out <= Free + LargestRatio * _packed.Count ? count : throw refuse();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked?.Dispose();
        base.Dispose(disposing);
    }

    sealed class CountedStream(Stream stream) : ForwardStream
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = stream.Read(buffer);
            Count += count;
            return count;
        }
    }
}
