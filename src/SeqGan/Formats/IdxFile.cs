using System.Buffers.Binary;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// An array of unsigned bytes in the IDX format of the MNIST files (yann.lecun.com/exdb/mnist): two zero bytes, the type, the
/// number of dimensions, their sizes as big-endian 32-bit numbers, the data. Plain or gzip, told by the first bytes.
/// </summary>
/// <param name="Shape">The dimensions: [count, height, width] for images, [count] for labels.</param>
/// <param name="Values">The elements, the last dimension running fastest.</param>
internal sealed record IdxFile(int[] Shape, byte[] Values)
{
    const byte UnsignedByte = 8;
    const int MaximumRank = 8, Step = 1 << 20;
    const string Remedy = "fetch it again";

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidInputException">It is missing, cut short, too long, or another kind of file.</exception>
    public static IdxFile Read(string path) => CheckedFile.Read(path, Read, Remedy);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">A file that can be sought in, at its first byte.</param>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static IdxFile Read(Stream stream) => MaybeGzip.Read(stream, Unpacked);

    static IdxFile Unpacked(Stream stream, long most)
    {
        var magic = Bytes(stream, 4);
        if (magic is not [0, 0, var type, var rank]) throw new InvalidDataException("it is no IDX file");
        if (type != UnsignedByte) throw new InvalidDataException($"it holds elements of the type {type}, not unsigned bytes");
        if (rank is 0 or > MaximumRank) throw new InvalidDataException($"it has {rank} dimensions");
        var shape = new int[rank];
        var count = 1L;
        for (var i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(Bytes(stream, 4));
            if (shape[i] < 0) throw new InvalidDataException("it has a dimension beyond 2147483647");
            count = Math.Min(count * shape[i], int.MaxValue);
        }
        var shown = string.Join(", ", shape);
        if (count > Math.Min(most, Array.MaxLength)) throw new InvalidDataException($"it is too short for its shape ({shown})");
        var values = Elements(stream, (int)count, shown);
        return stream.ReadByte() < 0 ? new IdxFile(shape, values) : throw new InvalidDataException($"it is longer than its shape ({shown}) says");
    }

    static byte[] Bytes(Stream stream, int count)
    {
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw new InvalidDataException("it is cut short in its header");
    }

    // Memory grows with what comes: the length of packed data is not known before.
    static byte[] Elements(Stream stream, int count, string shape)
    {
        var values = new byte[Math.Min(count, Step)];
        for (var filled = 0; filled < count;)
        {
            if (filled == values.Length) Array.Resize(ref values, (int)Math.Min(2L * filled, count));
            var read = stream.Read(values, filled, values.Length - filled);
            if (read == 0) throw new InvalidDataException($"it has {filled} bytes of data where its shape ({shape}) needs {count}");
            filled += read;
        }
        return values;
    }
}
