using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SeqGan.Tokenization;
using TorchSharp;

namespace SeqGan.Training;

/// <summary>What a run ran on: versions, stack, machine, threads, seed and the facts about its data.</summary>
internal static class RunEnvironment
{
    public const string FileName = "environment.json";

    const string Data = "data";

    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(RunDirectory run, IGame game)
    {
        var facts = new Dictionary<string, object>(Numerics().Select(fact => KeyValuePair.Create(fact.Name, fact.Value)))
        {
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
            ["cores"] = Environment.ProcessorCount,
            ["game"] = game.Name,
            ["seed"] = game.Seed,
            [Data] = new SortedDictionary<string, string>(game.Provenance.ToDictionary(), StringComparer.Ordinal),
        };
        run.Write(FileName, stream => JsonSerializer.Serialize(stream, facts, Json));
    }

    /// <summary>What is not as it was when the run began, of the things that the last digits of its numbers depend on.</summary>
    /// <exception cref="InvalidInputException">environment.json is damaged.</exception>
    public static IEnumerable<string> Changes(RunDirectory run)
    {
        var facts = Read(run);
        return Numerics().Where(fact => facts[fact.Name]?.ToString() != Invariant($"{fact.Value}")).Select(fact => Invariant($"{fact.Name} is {fact.Value}, it was {facts[fact.Name]}"));
    }

    static IEnumerable<(string Name, object Value)> Numerics() =>
    [
        ("seqgan", VersionOf(typeof(RunEnvironment))),
        ("torchsharp", VersionOf(typeof(torch))),
        ("libtorch", torch.__version__),
        ("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
        ("threads", torch.get_num_threads()),
    ];

    public static IReadOnlyDictionary<string, string> ReadData(RunDirectory run) => Read(run)[Data].Deserialize<Dictionary<string, string>>()!;

    /// <summary>All of it, fact by fact, those about the data last.</summary>
    /// <exception cref="InvalidInputException">environment.json is damaged.</exception>
    public static IEnumerable<(string Fact, string Value)> Facts(RunDirectory run) =>
        [.. Read(run).Where(fact => fact.Key != Data).Select(fact => (fact.Key, $"{fact.Value}")), .. ReadData(run).Select(fact => (fact.Key, fact.Value))];

    static JsonObject Read(RunDirectory run) => RunFile.Read(run.Resolve(FileName), stream =>
    {
        var facts = JsonNode.Parse(RunFile.Bounded(stream), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        _ = facts?[Data].Deserialize<Dictionary<string, string>>() ?? throw new JsonException($"it has no '{Data}'");
        foreach (var (_, fact) in facts) _ = fact?.ToString(); // text that is no Unicode comes to light now, not later
        return facts;
    });

    static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version!.ToString();
}
