using System.Text.Json;
using System.Text.Unicode;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>
/// The JSON header of a safetensors file, read token by token, so that memory grows with the tensors and not with what
/// else a hostile header holds. Strict: no name twice, no property that the format does not have.
/// </summary>
/// <param name="header">Its bytes.</param>
internal ref struct SafetensorsHeader(ReadOnlySpan<byte> header)
{
    const string Metadata = "__metadata__";

    static readonly Dictionary<string, ScalarType> _types = new()
    {
        ["F64"] = ScalarType.Float64,
        ["F32"] = ScalarType.Float32,
        ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64,
        ["I32"] = ScalarType.Int32,
        ["I16"] = ScalarType.Int16,
        ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte,
        ["BOOL"] = ScalarType.Bool,
    };

    readonly ReadOnlySpan<byte> _header = header;
    Utf8JsonReader _json = new(header, new JsonReaderOptions { MaxDepth = 4 });

    /// <summary>The tensors in the order of the header.</summary>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public List<TensorEntry> Read()
    {
        if (_header is not [(byte)'{', ..]) throw SafetensorsFile.Bad("the header does not begin with {");
        if (!Utf8.IsValid(_header)) throw SafetensorsFile.Bad("the header is not UTF-8");
        try
        {
            return Entries();
        }
        catch (JsonException error)
        {
            throw SafetensorsFile.Bad(Invariant($"the header is no JSON from its byte {error.BytePositionInLine} of line {error.LineNumber + 1} on"), error);
        }
        catch (InvalidOperationException error) // half of a surrogate pair
        {
            throw SafetensorsFile.Bad("the header holds text that is no Unicode", error);
        }
    }

    List<TensorEntry> Entries()
    {
        var entries = new List<TensorEntry>();
        var names = new HashSet<string>();
        _json.Read();
        while (Name() is { } name)
        {
            if (!names.Add(name)) throw SafetensorsFile.Bad($"the header names {Quoted.Text(name)} twice");
            _json.Read();
            if (_json.TokenType != JsonTokenType.StartObject) throw SafetensorsFile.Bad($"{Quoted.Text(name)} is not described by an object");
            if (name == Metadata) CheckMetadata();
            else entries.Add(Entry(name));
        }
        _json.Read(); // throws where anything but blanks follows
        return entries;
    }

    // Null at the end of the object.
    string? Name()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.EndObject ? null : _json.GetString();
    }

    void CheckMetadata()
    {
        var names = new HashSet<string>();
        while (Name() is { } name)
        {
            if (!names.Add(name)) throw SafetensorsFile.Bad($"the metadata name {Quoted.Text(name)} twice");
            _json.Read();
            if (_json.TokenType != JsonTokenType.String) throw SafetensorsFile.Bad($"the metadata give {Quoted.Text(name)} no string");
            _json.GetString();
        }
    }

    TensorEntry Entry(string name)
    {
        string? typeName = null;
        long[]? shape = null, offsets = null;
        while (Name() is { } property)
        {
            var known = property switch
            {
                "dtype" => typeName is null && (typeName = Type()) is not null,
                "shape" => shape is null && (shape = Counts()) is not null,
                "data_offsets" => offsets is null && (offsets = Counts()) is not null,
                _ => throw SafetensorsFile.Bad($"{Quoted.Text(name)} has the unknown property {Quoted.Text(property)}"),
            };
            if (!known) throw SafetensorsFile.Bad($"the {property} of {Quoted.Text(name)} is given twice or is not of its kind");
        }
        if (typeName is null || shape is null || offsets is null) throw SafetensorsFile.Bad($"{Quoted.Text(name)} needs a dtype, a shape and data_offsets");
        if (!_types.TryGetValue(typeName, out var type)) throw SafetensorsFile.Bad($"{Quoted.Text(name)} has the unknown dtype {Quoted.Text(typeName)}");
        if (offsets is not [var begin, var end] || begin > end) throw SafetensorsFile.Bad($"{Quoted.Text(name)} has no data_offsets [begin, end] with begin <= end");
        if (TensorSizes.Bytes(shape, type) != end - begin) throw SafetensorsFile.Bad($"{Quoted.Text(name)} has {end - begin} bytes, which do not fit {typeName} [{string.Join(", ", shape)}]");
        return new TensorEntry(name, type, shape, begin, end);
    }

    string? Type()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
    }

    long[]? Counts()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray) return null;
        var counts = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || _json.ValueSpan[0] == '-' || !_json.TryGetInt64(out var count)) return null;
            if (counts.Count == TensorSizes.MaximumRank) return null;
            counts.Add(count);
        }
        return [.. counts];
    }
}
