namespace SeqGan.Formats;

/// <summary>
/// Images of the CIFAR files, "binary version" (cs.toronto.edu/~kriz/cifar.html): records of the labels, a byte each, and of 3072
/// bytes: the red, green and blue planes, 32 x 32 each. Plain or gzip, told by the first bytes.
/// </summary>
/// <param name="Labels">A class an image.</param>
/// <param name="Groups">CIFAR-100's coarse class an image; empty for CIFAR-10.</param>
/// <param name="Pixels">[count, 3, 32, 32], the last dimension running fastest.</param>
internal sealed record CifarFile(byte[] Labels, byte[] Groups, byte[] Pixels)
{
    /// <summary>The bytes of an image.</summary>
    public const int ImageBytes = 3 * 32 * 32;

    const long MaximumBytes = 1 << 30; // the published files have 30 and 150 million
    const int Groups100 = 20, Step = 1000;
    const string Remedy = "fetch it again, or give the other kind of CIFAR";

    /// <summary>Reads a file of CIFAR-10: one label and an image a record.</summary>
    /// <exception cref="SeqGan.Tokenization.InvalidInputException">It is missing, cut short or another kind of file.</exception>
    public static CifarFile Read10(string path) => CheckedFile.Read(path, stream => Read(stream, 10), Remedy);

    /// <summary>Reads a file of CIFAR-100: a coarse label, a fine one and an image a record.</summary>
    /// <exception cref="SeqGan.Tokenization.InvalidInputException">As for CIFAR-10.</exception>
    public static CifarFile Read100(string path) => CheckedFile.Read(path, stream => Read(stream, 100), Remedy);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">A file that can be sought in, at its first byte.</param>
    /// <param name="classes">10 or 100.</param>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static CifarFile Read(Stream stream, int classes)
    {
        if (stream.Length > MaximumBytes) throw TooLong(stream.Length);
        return MaybeGzip.Read(stream, (content, most) => Records(content, most, classes));
    }

    // Memory grows with what comes: the length of packed data is not known before.
    static CifarFile Records(Stream stream, long most, int classes)
    {
        var coarse = classes == 100;
        var record = new byte[(coarse ? 2 : 1) + ImageBytes];
        var (labels, groups) = (new List<byte>(), new List<byte>());
        var pixels = new byte[Math.Min(most / record.Length, Step) * ImageBytes];
        for (int read; (read = stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false)) > 0;)
        {
            var before = (long)labels.Count * record.Length;
            if (read < record.Length) throw new InvalidDataException($"its {before + read} bytes are no whole number of records of {record.Length}");
            if (before + read > MaximumBytes) throw TooLong(before + read);
            labels.Add(record[^(ImageBytes + 1)]);
            if (coarse) groups.Add(record[0]);
            if (labels[^1] >= classes || (coarse && record[0] >= Groups100)) throw new InvalidDataException($"its record {labels.Count} has a label that CIFAR-{classes} does not have");
            var end = labels.Count * ImageBytes;
            if (end > pixels.Length) Array.Resize(ref pixels, 2 * end);
            record.AsSpan(^ImageBytes..).CopyTo(pixels.AsSpan(end - ImageBytes));
        }
        if (labels.Count == 0) throw new InvalidDataException("it holds no image");
        Array.Resize(ref pixels, labels.Count * ImageBytes);
        return new CifarFile([.. labels], [.. groups], pixels);
    }

    static InvalidDataException TooLong(long bytes) => new($"it has {bytes} bytes, and {MaximumBytes} is the limit");
}
