using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SeqGan.Tokenization;

/// <summary>
/// A small JSON object read strictly: exactly the expected properties, no duplicates, no comments, a bounded size; every fault is one
/// <see cref="InvalidInputException"/> that names the file.
/// </summary>
sealed class JsonFile : IDisposable
{
    /// <summary>Millions of tokens; more is no vocabulary of ours.</summary>
    internal const int MaximumBytes = 64 << 20;

    readonly JsonDocument _document;
    readonly string _source;

    JsonFile(JsonDocument document, string source) => (_document, _source) = (document, source);

    /// <summary>Writes an object with a vocabulary of tokens, indented, so that people can read and compare files.</summary>
    /// <exception cref="InvalidInputException">It is larger than what <see cref="Read"/> reads.</exception>
    public static void Write(Stream stream, Action<Utf8JsonWriter> properties)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        properties(json);
        json.WriteEndObject();
        json.Flush();
        if (json.BytesCommitted > MaximumBytes)
            throw new InvalidInputException($"the vocabulary takes {json.BytesCommitted} bytes as a file, more than the {MaximumBytes >> 20} MiB that can be read again; set max-vocabulary to fewer tokens, or min-count higher");
    }

    /// <summary>An array, one string a line, every visible sign as itself; the library's writer escapes all beyond U+FFFF.</summary>
    public static void WriteStrings(Utf8JsonWriter json, string property, IEnumerable<string> strings)
    {
        json.WritePropertyName(property);
        json.WriteRawValue($"[\n    {string.Join(",\n    ", strings.Select(Quote))}\n  ]");
    }

    public static JsonFile Read(Stream stream, string source)
    {
        var bytes = ReadBounded(stream, source);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw Error(source, error.LineNumber is { } line
                ? $"is no JSON or is cut short at line {line + 1}, byte {error.BytePositionInLine + 1}"
                : "names a property twice", error);
        }
        var file = new JsonFile(document, source);
        try
        {
            file.Check();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Refuses properties of any other name.</summary>
    public void Expect(params ReadOnlySpan<string> properties)
    {
        foreach (var name in Names())
            if (!properties.Contains(name)) throw Error($"has an unknown property {Quoted.Text(name)}");
    }

    public string String(string property) =>
        Property(property) is { ValueKind: JsonValueKind.String } value ? Text(value, property) : throw Error($"'{property}' must be a string");

    public bool Boolean(string property) => Property(property).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"'{property}' must be true or false"),
    };

    public int Integer(string property) =>
        Property(property) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : throw Error($"'{property}' must be an integer");

    public string[] Strings(string property) => Items(property)
        .Select(item => item.ValueKind == JsonValueKind.String ? Text(item, property) : throw Error($"'{property}' must hold strings only"))
        .ToArray();

    public int[] Integers(string property) => Items(property)
        .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : throw Error($"'{property}' must hold integers only"))
        .ToArray();

    public InvalidInputException Error(string what) => Error(_source, what, null);

    public void Dispose() => _document.Dispose();

    void Check()
    {
        if (_document.RootElement.ValueKind != JsonValueKind.Object) throw Error("must be a JSON object");
        try
        {
            foreach (var _ in Names()) { }
        }
        catch (InvalidOperationException error)
        {
            throw Error(_source, "has a property whose name is no Unicode", error);
        }
    }

    IEnumerable<string> Names() => _document.RootElement.EnumerateObject().Select(property => property.Name);

    JsonElement Property(string property) =>
        _document.RootElement.TryGetProperty(property, out var value) ? value : throw Error($"has no '{property}'");

    IEnumerable<JsonElement> Items(string property) =>
        Property(property) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw Error($"'{property}' must be an array");

    string Text(JsonElement value, string property)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Error(_source, $"'{property}' holds text that is no Unicode", error);
        }
    }

    static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var sign in text)
        {
            if (sign is '"' or '\\') quoted.Append('\\').Append(sign);
            else if (char.IsControl(sign) || sign is '\u2028' or '\u2029') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:X4}");
            else quoted.Append(sign);
        }
        return quoted.Append('"').ToString();
    }

    static InvalidInputException Error(string source, string what, Exception? inner) =>
        new($"{source}: {what}; save it again or use an intact copy", inner);

    static ReadOnlyMemory<byte> ReadBounded(Stream stream, string source)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            memory.Write(buffer, 0, count);
            if (memory.Length > MaximumBytes) throw Error(source, $"is larger than {MaximumBytes >> 20} MiB", null);
        }
        var bytes = memory.ToArray().AsMemory();
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes; // some editors add the mark
    }
}
