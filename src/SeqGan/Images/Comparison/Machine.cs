using System.Runtime.InteropServices;
using TorchSharp;

namespace SeqGan.Images.Comparison;

/// <summary>What a comparison by time depends on.</summary>
public static class Machine
{
    const string CpuFacts = "/proc/cpuinfo", Model = "model name";

    /// <summary>The processor, its cores that this process may use and libtorch, in a line.</summary>
    public static string Description => Invariant($"{Processor()}, {Environment.ProcessorCount} cores, libtorch {torch.__version__}");

    static string Processor()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!File.Exists(CpuFacts)) return architecture;
        var model = File.ReadLines(CpuFacts).FirstOrDefault(line => line.StartsWith(Model, StringComparison.Ordinal));
        return model is null ? architecture : $"{model[(model.IndexOf(':') + 1)..].Trim()} ({architecture})";
    }
}
