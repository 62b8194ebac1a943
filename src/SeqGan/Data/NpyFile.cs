using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>
/// An array in numpy's .npy format (numpy/lib/format.py: versions 1.0 to 3.0), little-endian float32 in C order; float64 is
/// read and narrowed. Written by hand: the feed has no package that reads it without a Python runtime.
/// </summary>
/// <param name="Shape">The dimensions.</param>
/// <param name="Values">The elements, the last dimension running fastest.</param>
internal sealed partial record NpyFile(int[] Shape, float[] Values)
{
    const int MaximumHeader = 1 << 16, Alignment = 64;

    static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidInputException">It is missing, cut short, too long, or another kind of array.</exception>
    public static NpyFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path} cannot be read: {error.Message.ReplaceLineEndings(" ")}; give a folder with the oracle's 15 .npy files", error);
        }
        return Parse(bytes, path);
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidInputException">As for a file.</exception>
    public static NpyFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 10 || !bytes.StartsWith(Magic)) throw Bad(name, "is no .npy file");
        var wide = bytes[6] switch { 1 => false, 2 or 3 => true, var version => throw Bad(name, $"has the format version {version}; 1 to 3 are known") };
        if (wide && bytes.Length < 12) throw Bad(name, "is cut short in its header");
        var start = wide ? 12 : 10;
        var length = wide ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (length > MaximumHeader || start + length > bytes.Length) throw Bad(name, "is cut short in its header");
        var header = Encoding.Latin1.GetString(bytes.Slice(start, (int)length));
        var facts = Header().Match(header);
        if (!facts.Success) throw Bad(name, "has a header that is not understood");
        if (facts.Groups["order"].Value != "False") throw Bad(name, "is in Fortran order; save it with numpy.ascontiguousarray");

        var shape = Array.ConvertAll(facts.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(name, "has a dimension that is no size"));
        var data = bytes[(start + (int)length)..];
        var width = facts.Groups["type"].Value switch { "<f4" => 4, "<f8" => 8, var type => throw Bad(name, $"holds '{type}'; little-endian float32 is needed") };
        var count = shape.Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        if (count * width != data.Length) throw Bad(name, Invariant($"has {data.Length} bytes of data where its shape ({string.Join(", ", shape)}) needs {count * width}"));
        var values = width == 4 ? MemoryMarshal.Cast<byte, float>(data).ToArray() : Array.ConvertAll(MemoryMarshal.Cast<byte, double>(data).ToArray(), value => (float)value);
        return Array.TrueForAll(values, float.IsFinite) ? new NpyFile(shape, values) : throw Bad(name, "holds a number that is not finite");
    }

    /// <summary>Writes the array as version 1.0.</summary>
    public void Write(Stream stream)
    {
        var shape = Shape.Length == 1 ? Invariant($"{Shape[0]},") : string.Join(", ", Shape);
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}";
        var padded = header.PadRight((header.Length + 11 + Alignment - 1) / Alignment * Alignment - 11) + "\n"; // data begin at a multiple of 64
        Span<byte> start = [.. Magic, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8)];
        stream.Write(start);
        stream.Write(Encoding.Latin1.GetBytes(padded));
        stream.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
    }

    static InvalidInputException Bad(string name, string fault) => new($"{name} {fault}; fetch or save it again");

    // numpy writes the three keys in this order, and nothing else is written in practice.
    [GeneratedRegex(@"^\s*\{\s*'descr':\s*'(?<type>[^']{1,8})',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$")]
    private static partial Regex Header();
}
