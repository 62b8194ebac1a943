using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>A file that is plain or gzip, told by its first bytes.</summary>
internal static class MaybeGzip
{
    /// <summary>Reads what it holds.</summary>
    /// <param name="stream">A file that can be sought in, at its first byte.</param>
    /// <param name="read">Reads the plain content; is told how many bytes there can be at most, for a plain file exactly.</param>
    /// <exception cref="InvalidDataException">Packed data are damaged, or unpack to more than data do.</exception>
    public static T Read<T>(Stream stream, Func<Stream, long, T> read)
    {
        var packed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        if (!packed) return read(stream, stream.Length);
        using var gzip = new BoundedGzip(stream, () => new InvalidDataException($"it unpacks to more than {BoundedGzip.LargestRatio} times its size"));
        return read(gzip, BoundedGzip.Free + BoundedGzip.LargestRatio * stream.Length);
    }
}
