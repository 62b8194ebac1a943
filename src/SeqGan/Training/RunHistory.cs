using System.Text.Json;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>What a run has written down of its rounds, read back from metrics.jsonl, timings.jsonl and samples/.</summary>
internal static class RunHistory
{
    /// <summary>What the names of scores begin with in a row.</summary>
    public const string Score = "score/";

    public static string SamplesFile(long step) => Invariant($"samples/step-{step:D8}.txt");

    /// <summary>The evaluations in the order they were made; none where the run has not written any.</summary>
    /// <exception cref="InvalidInputException">metrics.jsonl is damaged.</exception>
    public static IReadOnlyList<EvaluatedRound> Read(RunDirectory run) => [.. Rows(run, "metrics.jsonl", Evaluated).Where(round => round.Scores.Count > 0)];

    /// <summary>The seconds of each phase, in the order in which they began; none where the run has not written any.</summary>
    /// <exception cref="InvalidInputException">timings.jsonl is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<string, double>> Seconds(RunDirectory run) =>
        [.. Rows(run, "timings.jsonl", Timed).GroupBy(row => row.Phase).Select(phase => KeyValuePair.Create(phase.Key, phase.Sum(row => row.Seconds)))];

    static EvaluatedRound Evaluated(JsonElement row)
    {
        var scores = row.EnumerateObject().Where(one => one.Name.StartsWith(Score, StringComparison.Ordinal)).Select(one => KeyValuePair.Create(one.Name[Score.Length..], one.Value.GetDouble()));
        return new EvaluatedRound(row.GetProperty("step").GetInt64(), Phase(row), row.GetProperty("round").GetInt32(), [.. scores]);
    }

    static (string Phase, double Seconds) Timed(JsonElement row) =>
        (Phase(row), row.EnumerateObject().Where(one => one.Name is not ("step" or "phase" or "round")).Sum(one => one.Value.GetDouble()));

    static string Phase(JsonElement row) => row.GetProperty("phase").GetString() ?? throw new FormatException();

    static T[] Rows<T>(RunDirectory run, string name, Func<JsonElement, T> of)
    {
        var file = run.Resolve(name);
        if (new FileInfo(file) is not { Exists: true, Length: > 0 }) return [];
        return RunFile.Read(file, stream => TextLines.Read(stream, file, keepBlank: true).Select((row, i) => Of(row, i + 1, of)).ToArray());
    }

    static T Of<T>(string row, int number, Func<JsonElement, T> of)
    {
        try
        {
            using var json = JsonDocument.Parse(row);
            return of(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"line {number} is no row of numbers", error);
        }
    }
}
