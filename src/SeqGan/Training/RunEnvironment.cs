using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        var facts = new Dictionary<string, object>
        {
            ["seqgan"] = VersionOf(typeof(RunEnvironment)),
            ["torchsharp"] = VersionOf(typeof(torch)),
            ["libtorch"] = torch.__version__,
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["cores"] = Environment.ProcessorCount,
            ["threads"] = torch.get_num_threads(),
            ["game"] = game.Name,
            ["seed"] = game.Seed,
            [Data] = new SortedDictionary<string, string>(game.Provenance.ToDictionary(), StringComparer.Ordinal),
        };
        run.Write(FileName, stream => JsonSerializer.Serialize(stream, facts, Json));
    }

    public static IReadOnlyDictionary<string, string> ReadData(RunDirectory run) => RunFile.Read(run.Resolve(FileName), stream =>
    {
        var facts = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        return facts?[Data].Deserialize<Dictionary<string, string>>() ?? throw new JsonException($"it has no '{Data}'");
    });

    static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version!.ToString();
}
