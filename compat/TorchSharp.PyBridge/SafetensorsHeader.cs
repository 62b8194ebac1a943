using System.Buffers.Binary;
using System.Text.Json;

using static TorchSharp.torch;

namespace TorchSharp.PyBridge;

/// <summary>
/// What stands before the data of a safetensors file: the length of the header in 8 little-endian bytes, then a JSON object
/// with every tensor's type, shape and place among the data. Reading checks all of it before a tensor is made.
/// </summary>
internal static class SafetensorsHeader
{
    const string Metadata = "__metadata__";
    const long MaxLength = 100_000_000; // the limit of the format's own reader

    static readonly Dictionary<string, (ScalarType Type, long Size)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8),
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
        ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2),
        ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    public sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    /// <summary>The tensors in the order of their data. Leaves the stream at the first byte of the data.</summary>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    public static List<Entry> Read(Stream stream)
    {
        var entries = Parse(ReadBytes(stream));
        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));

        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end) throw Bad($"the data of '{entry.Name}' begins at {entry.Begin}, where {end} was expected");
            end = entry.End;
        }
        if (stream.CanSeek && stream.Length - stream.Position != end)
            throw Bad($"the header describes {end} bytes of data, and {stream.Length - stream.Position} follow");
        return entries;
    }

    static byte[] ReadBytes(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Bad("it is shorter than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxLength) throw Bad($"its header claims {length} bytes, and {MaxLength} is the limit");
        if (stream.CanSeek && (long)length > stream.Length - stream.Position)
            throw Bad($"its header claims {length} bytes, and {stream.Length - stream.Position} follow");
        var header = new byte[length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Bad("its header is cut off");
        return header;
    }

    static List<Entry> Parse(byte[] header)
    {
        if (header.Length == 0 || header[0] != '{') throw Bad("its header does not begin with {");
        var entries = new List<Entry>();
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (var property in json.RootElement.EnumerateObject())
                if (property.NameEquals(Metadata)) CheckMetadata(property.Value);
                else entries.Add(ReadEntry(property.Name, property.Value));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for text that is no Unicode
        {
            throw Bad("its header is not valid JSON with every name once", e);
        }
        return entries;
    }

    static void CheckMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object || metadata.EnumerateObject().Any(property => property.Value.ValueKind != JsonValueKind.String))
            throw Bad("its __metadata__ does not map strings to strings");
    }

    static Entry ReadEntry(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw Bad($"'{name}' is not described by an object");
        var typeName = entry.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString()! : "";
        if (!Types.TryGetValue(typeName, out var type)) throw Bad($"'{name}' has the unknown dtype '{typeName}'");
        var shape = Counts(entry, "shape") ?? throw Bad($"'{name}' has no shape of non-negative whole numbers");
        if (Counts(entry, "data_offsets") is not [var begin, var end] || begin > end)
            throw Bad($"'{name}' has no data_offsets [begin, end] with begin <= end");
        if (end - begin != Bytes(shape, type.Size)) throw Bad($"'{name}' has {end - begin} bytes, which do not fit {typeName} [{string.Join(", ", shape)}]");
        return new Entry(name, type.Type, shape, begin, end);
    }

    static long[]? Counts(JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out var array) || array.ValueKind != JsonValueKind.Array) return null;
        var counts = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var count) || count < 0) return null;
            counts.Add(count);
        }
        return [.. counts];
    }

    // -1, which is no length, where the product leaves 64 bits.
    static long Bytes(long[] shape, long elementSize)
    {
        if (shape.Contains(0)) return 0;
        var bytes = (UInt128)elementSize;
        foreach (var size in shape)
        {
            bytes *= (UInt128)size;
            if (bytes > long.MaxValue) return -1;
        }
        return (long)bytes;
    }

    /// <summary>Writes the prefix and the header for tensors that follow in this order, padded so that the data is aligned to 8 bytes.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var offset = 0L;
            json.WriteStartObject();
            foreach (var (name, tensor) in tensors)
            {
                var end = offset + tensor.numel() * tensor.element_size();
                json.WriteStartObject(name);
                json.WriteString("dtype", NameOf(name, tensor.dtype));
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');

        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, buffer.Length);
        stream.Write(prefix);
        buffer.WriteTo(stream);
    }

    static string NameOf(string tensor, ScalarType type)
    {
        foreach (var (name, known) in Types)
            if (known.Type == type) return name;
        throw new NotSupportedException($"'{tensor}' is of type {type}, which safetensors does not know here");
    }

    public static InvalidDataException Bad(string what, Exception? cause = null) => new($"This is no valid safetensors file: {what}.", cause);
}
