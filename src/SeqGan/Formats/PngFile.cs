using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// An image of a PNG file (W3C, Portable Network Graphics, third edition). A reader and writer of our own: the feed has no
/// package for images without native code.
/// </summary>
/// <remarks>
/// Grey, colour, palette and alpha of every depth are read and become 8 bits; what is transparent is composed on black.
/// Refused are interlaced images and colours named transparent (tRNS without a palette). Gamma and colour profiles are not applied.
/// </remarks>
/// <param name="Channels">1: grey; 3: red, green and blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Pixels">[channels, height, width], the last dimension running fastest.</param>
internal sealed record PngFile(int Channels, int Height, int Width, byte[] Pixels)
{
    const long MaximumBytes = 1 << 28;
    const string Remedy = "save it again as a plain PNG file";

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidInputException">It is missing, damaged, too large, or another kind of file.</exception>
    public static PngFile Read(string path) => CheckedFile.Read(path, Read, Remedy);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">A file that can be sought in, at its first byte.</param>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static PngFile Read(Stream stream)
    {
        if (stream.Length > MaximumBytes) throw new InvalidDataException($"it has {stream.Length} bytes, and {MaximumBytes} is the limit");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new PngReader().Read(file);
    }

    /// <summary>Writes the image as 8-bit grey or colour. The same pixels give the same bytes with the same .NET.</summary>
    public void Write(Stream stream) => PngWriter.Write(this, stream);
}
