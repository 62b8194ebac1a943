using System.Text.Json;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>A run's evaluations, read back from metrics.jsonl and samples/.</summary>
internal static class RunHistory
{
    /// <summary>What the names of scores begin with in a row.</summary>
    public const string Score = "score/";

    public static string SamplesFile(long step) => Invariant($"samples/step-{step:D8}.txt");

    /// <summary>The evaluations in the order they were made; none where the run has not written any.</summary>
    /// <exception cref="InvalidInputException">metrics.jsonl is damaged.</exception>
    public static IReadOnlyList<EvaluatedRound> Read(RunDirectory run)
    {
        var file = run.Resolve("metrics.jsonl");
        if (new FileInfo(file) is not { Exists: true, Length: > 0 }) return [];
        return RunFile.Read(file, stream => TextLines.Read(stream, file, keepBlank: true).Select((row, i) => Of(row, i + 1)).Where(round => round.Scores.Count > 0).ToArray());
    }

    static EvaluatedRound Of(string row, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(row);
            var root = json.RootElement;
            var scores = root.EnumerateObject().Where(one => one.Name.StartsWith(Score, StringComparison.Ordinal)).Select(one => KeyValuePair.Create(one.Name[Score.Length..], one.Value.GetDouble()));
            return new EvaluatedRound(root.GetProperty("step").GetInt64(), root.GetProperty("phase").GetString() ?? throw new FormatException(), root.GetProperty("round").GetInt32(), [.. scores]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"line {number} is no row of metrics", error);
        }
    }
}
