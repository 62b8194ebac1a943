using System.Text.Json;

namespace SeqGan.Text.Filters;

/// <summary>What became of the drawn lines: each one passed, or counts once under the first rule that refused it.</summary>
/// <param name="Drawn">Lines looked at.</param>
/// <param name="Passed">Lines kept.</param>
/// <param name="Refused">Lines that each rule refused, in the order of the rules; names are those of the options, such as <c>max-span</c>.</param>
public sealed record FilterReport(long Drawn, long Passed, IReadOnlyDictionary<string, long> Refused)
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary><c>{"drawn": 20, "passed": 15, "refused": {"unique": 5}}</c>, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
