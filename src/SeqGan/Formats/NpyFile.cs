using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// An array in numpy's .npy format (numpy/lib/format.py: versions 1.0 to 3.0), little-endian float32 in C order; float64 is
/// read and narrowed. Written by hand: the feed has no package that reads it without a Python runtime.
/// </summary>
/// <param name="Shape">The dimensions.</param>
/// <param name="Values">The elements, the last dimension running fastest.</param>
internal sealed partial record NpyFile(int[] Shape, float[] Values)
{
    const int MaximumHeader = 1 << 16, MaximumRank = 32, Alignment = 64; // numpy's own ranks end at 32, its newest at 64
    const string Remedy = "give it as numpy.save writes it";

    static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidInputException">It is missing, cut short, too long, or another kind of array.</exception>
    public static NpyFile Read(string path) => CheckedFile.Read(path, Read, Remedy);

    /// <summary>Reads a stream to its end. Memory is taken when the header and the length agree.</summary>
    /// <param name="stream">A file that can be sought in, at its first byte.</param>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static NpyFile Read(Stream stream)
    {
        var facts = Header().Match(HeaderOf(stream));
        if (!facts.Success) throw Bad("its header is not understood");
        if (facts.Groups["order"].Value != "False") throw Bad("it is in Fortran order, not that of numpy.ascontiguousarray");
        var sizes = facts.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sizes.Length > MaximumRank) throw Bad($"it has {sizes.Length} dimensions");
        var shape = Array.ConvertAll(sizes, size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad("it has a dimension that is no size"));
        var width = facts.Groups["type"].Value switch { "<f4" => 4, "<f8" => 8, var type => throw Bad($"it holds {Quoted.Text(type)}, not little-endian float32") };
        var count = shape.Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        var length = stream.Length - stream.Position;
        if (count * width != length) throw Bad(Invariant($"it has {length} bytes of data where its shape ({string.Join(", ", shape)}) needs {count * width}"));
        if (length > Array.MaxLength) throw Bad($"its {length} bytes are more than an array holds");
        var values = width == 4 ? Elements<float>(stream, count) : Array.ConvertAll(Elements<double>(stream, count), value => (float)value);
        return Array.TrueForAll(values, float.IsFinite) ? new NpyFile(shape, values) : throw Bad("it holds a number that is not finite");
    }

    static string HeaderOf(Stream stream)
    {
        var start = Bytes(stream, 8);
        if (!start.AsSpan().StartsWith(Magic)) throw Bad("it is no .npy file");
        var length = start[6] switch
        {
            1 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(stream, 2)),
            2 or 3 => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(stream, 4)),
            var version => throw Bad($"it has the format version {version}; 1 to 3 are known"),
        };
        return length <= MaximumHeader ? Encoding.Latin1.GetString(Bytes(stream, (int)length)) : throw Bad($"its header claims {length} bytes, and {MaximumHeader} is the limit");
    }

    static byte[] Bytes(Stream stream, int count)
    {
        if (stream.Length - stream.Position < count) throw Bad("it is cut short in its header");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static T[] Elements<T>(Stream stream, long count) where T : unmanaged
    {
        var values = new T[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
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

    static InvalidDataException Bad(string fault) => new(fault);

    // numpy writes the three keys in this order, and nothing else is written in practice.
    [GeneratedRegex(@"^\s*\{\s*'descr':\s*'(?<type>[^']{1,8})',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$")]
    private static partial Regex Header();
}
