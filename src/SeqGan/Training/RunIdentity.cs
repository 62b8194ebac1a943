using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SeqGan.Data;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>
/// What a run and whoever goes on with it must have in common, each fact by name: the game's settings, its data, and the
/// files that it writes beside the weights (the vocabulary). Kept in every checkpoint.
/// </summary>
internal static class RunIdentity
{
    const string Data = "data: ", File = "sha256 of ", Oracle = Data + "oracle";

    static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static SortedDictionary<string, string> Of(IGame game)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["game"] = game.Name, ["seed"] = Invariant($"{game.Seed}") };
        foreach (var (name, value) in game.Settings) facts[name] = value;
        foreach (var (name, value) in game.Provenance) facts[Data + name] = value;
        foreach (var (name, write) in game.Artifacts) facts[File + name] = Hash(write);
        return facts;
    }

    /// <summary>An options record's fields by their names in settings.</summary>
    public static IReadOnlyDictionary<string, string> Settings<T>(T options) where T : class =>
        ((JsonObject)JsonSerializer.SerializeToNode(options, _json)!).ToDictionary(field => field.Key, field => field.Value?.ToJsonString().Trim('"') ?? "none");

    /// <summary>Refuses to go on with a run of another game. Where the data lie and what their files are called is free: their hashes tell what is in them.</summary>
    /// <exception cref="InvalidInputException">A fact differs; the message names it.</exception>
    public static void RequireSame(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> now, string run)
    {
        (saved, now) = (WithoutPlaces(saved), WithoutPlaces(now));
        foreach (var name in saved.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (then, today) = (saved.GetValueOrDefault(name, "not there"), now.GetValueOrDefault(name, "not there"));
            if (then != today) throw new InvalidInputException($"{name} is {today}, but {then} in the run {run}; go on with what the run was started with, or start another run");
        }
    }

    /// <summary>Refuses a file that the run's other files were not written with.</summary>
    /// <exception cref="InvalidInputException">It is another one.</exception>
    public static void RequireFile(IReadOnlyDictionary<string, string> saved, string name, string path)
    {
        var now = RunFile.Read(path, FileHash.Hex);
        if (saved.TryGetValue(File + name, out var then) && then != now)
            throw RunFile.Damaged(path, "it is not the one with which the run was trained");
    }

    // An oracle's fact had its folder once.
    static Dictionary<string, string> WithoutPlaces(IReadOnlyDictionary<string, string> facts)
    {
        var places = facts.ToLookup(fact => fact.Key.StartsWith(Data + File, StringComparison.Ordinal));
        var kept = places[false].ToDictionary(fact => fact.Key, fact => fact.Key == Oracle ? fact.Value[(fact.Value.LastIndexOf(", ", StringComparison.Ordinal) + 1)..].Trim() : fact.Value);
        if (places[true].Any()) kept[Data + "sha256"] = string.Join(", ", places[true].Select(fact => fact.Value).Order(StringComparer.Ordinal));
        return kept;
    }

    static string Hash(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        buffer.Position = 0;
        return FileHash.Hex(buffer);
    }
}
