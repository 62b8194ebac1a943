using System.Buffers.Binary;
using SeqGan.Tokenization;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>
/// Named tensors in the safetensors format (huggingface/safetensors, README and tensor.rs): the header's length in 8 little-endian
/// bytes, a JSON header, the data. Every rule is checked before a tensor is made: the package's own reader takes the header at its word.
/// </summary>
internal static class SafetensorsFile
{
    const int MaximumHeader = 100_000_000; // the limit of the format's own reader
    const string Remedy = "save it again, or use an intact copy";

    /// <summary>Reads every tensor, onto the CPU, into the caller's dispose scope.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or breaks a rule of the format.</exception>
    public static Dictionary<string, Tensor> Read(string path) => CheckedFile.Read(path, stream =>
    {
        Validate(stream);
        return Safetensors.LoadStateDict(stream);
    }, Remedy);

    /// <summary>Checks a whole file and leaves the stream at its beginning.</summary>
    /// <param name="stream">A file that can be sought in, from its first byte.</param>
    /// <returns>The tensors in the order of their data.</returns>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    public static IReadOnlyList<TensorEntry> Validate(Stream stream)
    {
        stream.Position = 0;
        var entries = new SafetensorsHeader(Header(stream)).Read();
        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end) throw Bad($"the data of {Quoted.Text(entry.Name)} begin at byte {entry.Begin}, where {end} is due");
            end = entry.End;
        }
        if (stream.Length - stream.Position != end) throw Bad($"the header describes {end} bytes of data, and {stream.Length - stream.Position} follow");
        stream.Position = 0;
        return entries;
    }

    static byte[] Header(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Bad("it is shorter than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumHeader) throw Bad($"the header claims {length} bytes, and {MaximumHeader} is the limit");
        if ((long)length > stream.Length - stream.Position) throw Bad($"the header claims {length} bytes, and {stream.Length - stream.Position} follow");
        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    public static InvalidDataException Bad(string fault, Exception? cause = null) => new(fault, cause);
}
