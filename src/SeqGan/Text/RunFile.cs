using System.Text.Json;
using System.Text.Json.Serialization;
using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>The small files from which a run's networks are opened again.</summary>
internal static class RunFile
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static void WriteShape<T>(Stream stream, T shape) => JsonSerializer.Serialize(stream, shape, Json);

    /// <exception cref="InvalidInputException">The file is missing or damaged, or <paramref name="validate"/> refuses the shape.</exception>
    public static T ReadShape<T>(string path, Action<T> validate)
    {
        var shape = Read(path, stream => JsonSerializer.Deserialize<T>(stream, Json) ?? throw new JsonException("it is empty"));
        try
        {
            validate(shape);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{path} cannot be used: {error.Message}");
        }
        return shape;
    }

    /// <exception cref="InvalidInputException">The file cannot be read or is not JSON.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidInputException($"{path} cannot be read: {error.Message.ReplaceLineEndings(" ")}");
        }
    }
}
