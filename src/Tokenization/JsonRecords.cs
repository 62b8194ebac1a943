using System.Text.Json;

namespace SeqGan.Tokenization;

/// <summary>The texts of JSONL: strict JSON, one object a line, no duplicate fields, no comments.</summary>
static class JsonRecords
{
    const int NamesShown = 8;

    static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<TextRecord> Read(LineReader lines, string name, RecordOptions options)
    {
        while (lines.Next() is { } line)
            if (!string.IsNullOrWhiteSpace(line)) yield return new TextRecord(lines.Line, Text(line, name, lines.Line, options));
    }

    static string Text(string line, string name, long number, RecordOptions options)
    {
        InvalidInputException Error(string what, Exception? inner = null) => new($"{name}: line {number}{what}", inner);
        try
        {
            using var document = JsonDocument.Parse(line, _strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Error($" is {Kind(root)}, not a JSON object; write one object a line, such as {{\"text\": \"...\"}}");
            var (field, value) = (Quoted.Text(options.Field), Find(root, options.Field));
            if (value is null) throw Error($" has no field {field}{Others(root)}; set field=NAME to the one that holds the text");
            if (value.Value.ValueKind != JsonValueKind.String) throw Error($": the field {field} is {Kind(value.Value)}, not a string; set field=NAME to the one that holds the text");
            var text = value.Value.GetString()!;
            return text.Contains('\0') ? throw Error($": the field {field} holds a zero character; take it out") : OneLine.Of(text);
        }
        catch (JsonException error)
        {
            throw Error(error.BytePositionInLine is { } at ? $" is not JSON from its byte {at} on; write one JSON object a line" : " names a field twice; keep one of them", error);
        }
        catch (InvalidOperationException error) // half of a surrogate pair
        {
            throw Error(" has a name or a text that is no Unicode; mend its \\u escapes", error);
        }
    }

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
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
