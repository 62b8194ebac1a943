using System.Security.Cryptography;
using SeqGan.Training;

namespace SeqGan.Tests.Support;

/// <summary>What a run leaves behind, to be compared with another's.</summary>
internal static class RunFiles
{
    /// <summary>Every file of the newest checkpoint, metrics.jsonl and the samples, each with its SHA-256.</summary>
    public static string[] Of(string run)
    {
        var newest = RunDirectory.Open(run).Checkpoints.Find();
        string[] files = [.. Directory.GetFiles(newest), Path.Combine(run, "metrics.jsonl"), .. Directory.GetFiles(Path.Combine(run, "samples"))];
        return [.. files.Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(run, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")];
    }

    /// <summary>A copy of a run.</summary>
    public static string Copy(string run, string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(run, "*", SearchOption.AllDirectories).Append(run)) Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(run, folder)));
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(run, file)));
        return target;
    }
}
