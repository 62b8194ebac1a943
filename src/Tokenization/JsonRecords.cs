using System.Text;
using System.Text.Json;

namespace SeqGan.Tokenization;

/// <summary>The texts of JSONL: strict JSON, one object a line, no duplicate fields, no comments.</summary>
static class JsonRecords
{
    const int NamesShown = 8;
    const int MaximumDepth = 64; // the parser's time grows with the square of it

    static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };

    public static IEnumerable<TextRecord> Read(LineReader lines, string name, RecordOptions options)
    {
        while (lines.Next() is { } line)
            if (!string.IsNullOrWhiteSpace(line)) yield return Record(line, name, lines.Line, options);
    }

    static TextRecord Record(string line, string name, long number, RecordOptions options)
    {
        InvalidInputException Error(string what, Exception? inner = null) => new($"{name}: line {number}{what}", inner);
        try
        {
            using var document = JsonDocument.Parse(line, _strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Error($" is {Kind(root)}, not a JSON object; write one object a line, such as {{\"text\": \"...\"}}");
            return new TextRecord(
                number,
                Value("field", options.Field, Text, "a string"),
                options.Label.Length == 0 ? null : Value("label", options.Label, Label, "a string, a number, true or false"),
                options.Weight.Length == 0 ? 1 : TextRecord.ParseWeight(Value("weight", options.Weight, Weight, "a number above 0"))!.Value);

            string Value(string setting, string field, Func<JsonElement, string?> read, string kind)
            {
                var hint = $"set {setting}=NAME to the one that holds the {(setting == "field" ? "text" : setting)}";
                var element = Find(root, field) ?? throw Error($" has no field {Quoted.Text(field)}{Others(root)}; {hint}");
                var value = read(element) ?? throw Error($": the field {Quoted.Text(field)} is {Kind(element)}, not {kind}; mend it, or {hint}");
                return value.Contains('\0') ? throw Error($": the field {Quoted.Text(field)} holds a zero character; take it out") : OneLine.Of(value);
            }
        }
        catch (JsonException error)
        {
            if (IsDeep(line)) throw Error($" nests objects and arrays more than {MaximumDepth} deep; give the text in an object of its own", error);
            throw Error(error.BytePositionInLine is { } at ? $" is not JSON from its byte {at} on; write one JSON object a line" : " names a field twice; keep one of them", error);
        }
        catch (InvalidOperationException error) // half of a surrogate pair
        {
            throw Error(" has a name or a text that is no Unicode; mend its \\u escapes", error);
        }
    }

    // Whether nesting is what the parser stopped at: all before it is JSON.
    static bool IsDeep(string line)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line), new JsonReaderOptions { MaxDepth = MaximumDepth + 1 });
        try
        {
            while (json.Read())
                if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && json.CurrentDepth == MaximumDepth) return true;
        }
        catch (JsonException)
        {
            // some other fault came first
        }
        return false;
    }

    static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    static string? Label(JsonElement element) => element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? element.GetRawText() : Text(element);

    static string? Weight(JsonElement element) => element.ValueKind == JsonValueKind.Number && TextRecord.ParseWeight(element.GetRawText()) is not null ? element.GetRawText() : null;

    static string Others(JsonElement root)
    {
        string[] names = [.. root.EnumerateObject().Take(NamesShown).Select(property => Quoted.Text(property.Name))];
        return names.Length == 0 ? "" : $" but {string.Join(", ", names)}{(names.Length == NamesShown ? ", ..." : "")}";
    }

    static JsonElement? Find(JsonElement element, string path)
    {
        if (element.TryGetProperty(path, out var whole)) return whole;
        foreach (var part in path.Split('.'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element)) return null;
        return element;
    }

    static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {Quoted.Text(element.GetRawText())}",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
