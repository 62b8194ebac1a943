namespace SeqGan.Formats;

/// <summary>
/// Images of the CIFAR files, "binary version" (cs.toronto.edu/~kriz/cifar.html): records of the labels, a byte each, and of 3072
/// bytes: the red, green and blue planes, 32 x 32 each.
/// </summary>
/// <param name="Labels">A class an image.</param>
/// <param name="Groups">CIFAR-100's coarse class an image; empty for CIFAR-10.</param>
/// <param name="Pixels">[count, 3, 32, 32], the last dimension running fastest.</param>
internal sealed record CifarFile(byte[] Labels, byte[] Groups, byte[] Pixels)
{
    /// <summary>The bytes of an image.</summary>
    public const int ImageBytes = 3 * 32 * 32;

    const long MaximumBytes = 1 << 30; // the published files have 30 and 150 million
    const int Groups100 = 20;
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
        var coarse = classes == 100;
        var record = new byte[(coarse ? 2 : 1) + ImageBytes];
        if (stream.Length > MaximumBytes) throw new InvalidDataException($"it has {stream.Length} bytes, and {MaximumBytes} is the limit");
        if (stream.Length == 0 || stream.Length % record.Length != 0) throw new InvalidDataException($"its {stream.Length} bytes are no whole number of records of {record.Length}");
        var count = (int)(stream.Length / record.Length);
        var file = new CifarFile(new byte[count], new byte[coarse ? count : 0], new byte[(long)count * ImageBytes]);
        for (var i = 0; i < count; i++)
        {
            stream.ReadExactly(record);
            file.Labels[i] = record[^(ImageBytes + 1)];
            if (coarse) file.Groups[i] = record[0];
            if (file.Labels[i] >= classes || (coarse && record[0] >= Groups100)) throw new InvalidDataException($"its record {i + 1} has a label that CIFAR-{classes} does not have");
            record.AsSpan(^ImageBytes..).CopyTo(file.Pixels.AsSpan(i * ImageBytes));
        }
        return file;
    }
}
