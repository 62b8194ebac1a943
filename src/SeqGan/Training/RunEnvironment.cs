using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;

namespace SeqGan.Training;

/// <summary>What a run ran on: versions, stack, machine, threads, seed and the facts about its data.</summary>
internal static class RunEnvironment
{
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
            ["data"] = new SortedDictionary<string, string>(game.Provenance.ToDictionary(), StringComparer.Ordinal),
        };
        run.Write("environment.json", stream => JsonSerializer.Serialize(stream, facts, Json));
    }

    static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version!.ToString();
}
