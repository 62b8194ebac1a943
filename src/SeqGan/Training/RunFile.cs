using System.Text.Json;
using System.Text.Json.Serialization;
using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>The files of a run, opened again: every fault is one line that names the file.</summary>
internal static class RunFile
{
    const string Remedy = "use an intact copy of the run";
    const int MaximumJsonBytes = 16 << 20;

    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static void WriteJson<T>(Stream stream, T value) => JsonSerializer.Serialize(stream, value, Json);

    public static InvalidInputException Damaged(string path, string how) => new($"{path} is damaged: {how}; {Remedy}");

    /// <exception cref="InvalidInputException">The file is missing or damaged, or <paramref name="validate"/> refuses what it holds.</exception>
    public static T ReadJson<T>(string path, Action<T>? validate = null)
    {
        var value = Read(path, stream => JsonSerializer.Deserialize<T>(Bounded(stream), Json) ?? throw new JsonException("it is empty"));
        try
        {
            validate?.Invoke(value);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{path} cannot be used: {error.Message}", error);
        }
        return value;
    }

    /// <summary>The stream of a JSON file, which is small.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static Stream Bounded(Stream json) => json.Length <= MaximumJsonBytes ? json : throw new InvalidDataException($"it has {json.Length} bytes, and {MaximumJsonBytes} is the limit");

    /// <exception cref="InvalidInputException">The file cannot be read, or <paramref name="read"/> finds it damaged.</exception>
    public static T Read<T>(string path, Func<Stream, T> read) => CheckedFile.Read(path, stream =>
    {
        try
        {
            return read(stream);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(error.LineNumber is { } line ? Invariant($"at line {line + 1}, byte {error.BytePositionInLine + 1}") : Fault.Of(error), error);
        }
        catch (InvalidOperationException error) // half of a surrogate pair, or broken UTF-8
        {
            throw new InvalidDataException("it holds text that is no Unicode", error);
        }
    }, Remedy, "is damaged");
}
