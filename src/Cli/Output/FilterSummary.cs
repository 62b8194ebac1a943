using System.Globalization;
using SeqGan.Text.Filters;

namespace SeqGan.Cli.Output;

/// <summary>What became of the drawn lines, for a person.</summary>
internal static class FilterSummary
{
    /// <summary>A row for each rule.</summary>
    public static void Say(FilterReport report)
    {
        (string Name, long Lines)[] rows =
        [
            ("drawn", report.Drawn),
            .. report.Refused.Select(rule => ($"refused by --{rule.Key}", rule.Value)),
            ("passed", report.Passed),
        ];
        var (names, lines) = (rows.Max(row => row.Name.Length), Text(report.Drawn).Length);
        foreach (var row in rows) Human.Say($"{row.Name.PadRight(names)}  {Text(row.Lines).PadLeft(lines)}");
    }

    /// <summary>That the draws were used up, and what would give more lines.</summary>
    public static void SayTooFew(FilterReport report, long wanted)
    {
        var (rule, most) = report.Refused.Append(new("", 0)).MaxBy(one => one.Value);
        Human.Say(Invariant($"seqgan: only {report.Passed} of {wanted} lines in {report.Drawn} draws; ")
            + (most == 0 ? "raise --max-draws" : $"--{rule} refused most: {Remedy(rule)}, or raise --max-draws"));
    }

    static string Remedy(string rule) => rule switch
    {
        "unique" or "novel" => "raise --temperature",
        "max-span" => "raise it or --temperature",
        "max-length" => "raise it",
        "min-length" or "min-verdict" => "lower it",
        _ => "loosen it",
    };

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
