using System.Globalization;
using System.Text;
using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>A system's score among those of others.</summary>
/// <param name="System">Whose.</param>
/// <param name="Score">The score.</param>
/// <param name="Best">Whether no other is better; of scores that do not compare none is.</param>
/// <param name="P">How probable so large a difference to the first system is by chance; null for the first one, and where no test applies.</param>
public sealed record ComparedScore(string System, Score Score, bool Best, double? P);

/// <summary>
/// Scores of several systems side by side, with the best of each metric and, by approximate randomisation, how probable the difference of each to
/// the first system is by chance. The p-values are of single tests: among twenty of them, one below 0.05 means little.
/// </summary>
public sealed class SideBySide
{
    const int FewestTrials = 999;
    const long Dealt = 1_000_000_000; // lines of all trials of a test together: of a million lines there are a thousand trials

    readonly IReadOnlyList<string> _systems;
    readonly IReadOnlyList<IReadOnlyList<ComparedScore>> _metrics; // [metric][system that has it]
    readonly string _test;

    /// <summary>Compares the scores.</summary>
    /// <param name="systems">Each with its scores, the one to compare with first.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <exception cref="ArgumentException">There is no system, two have one name, or a value is not finite.</exception>
    public SideBySide(IReadOnlyList<(string System, IReadOnlyList<Score> Scores)> systems, int threads = 0)
    {
        if (systems.Count == 0) throw new ArgumentException("side by side: there is no system");
        _systems = [.. systems.Select(one => one.System)];
        if (_systems.Distinct().Count() < systems.Count) throw new ArgumentException("side by side: two systems have one name");
        var rows = systems.SelectMany(one => one.Scores.Select(score => (one.System, Score: score))).ToArray();
        foreach (var (_, score) in rows) ScoreReport.RequireFinite(score);
        var lines = rows.Select(row => row.Score.Lines?.Count ?? 0).DefaultIfEmpty().Max();
        var trials = (int)Math.Clamp(Dealt / Math.Max(1, 2 * lines), FewestTrials, RandomizationTest.Trials);
        _metrics = [.. rows.GroupBy(row => row.Score.Name).Select(metric => Compare([.. metric]))];
        _test = FormattableString.Invariant($"p: randomisation with {trials} trials against {_systems[0]}, in pairs of lines where they answer the same; 95 % intervals: bootstrap with {Bootstrap.Draws} draws of the lines; * the best");

        ComparedScore[] Compare((string System, Score Score)[] metric)
        {
            // What is no sum over lines, as distinct-n, depends on how many there are.
            var alike = metric.Length > 1 && metric.All(row => row.Score.Signature == metric[0].Score.Signature && (row.Score.Lines is not null || row.Score.Samples == metric[0].Score.Samples));
            var best = metric[0].Score.LowerIsBetter ? metric.Min(row => row.Score.Value) : metric.Max(row => row.Score.Value);
            return [.. metric.Select(row => new ComparedScore(row.System, row.Score, alike && row.Score.Value == best, alike && row.System != metric[0].System ? P(metric[0], row) : null))];
        }

        double? P((string System, Score Score) first, (string System, Score Score) other)
        {
            if (first.System != _systems[0] || first.Score.Lines is not { } one || other.Score.Lines is not { } another) return null;
            return one.Paired ? RandomizationTest.Paired(one, another, trials, threads: threads) : RandomizationTest.Unpaired(one, another, trials, threads: threads);
        }
    }

    /// <summary>Metric by metric, system by system.</summary>
    public IEnumerable<ComparedScore> Scores => _metrics.SelectMany(metric => metric);

    /// <summary>Aligned columns for reading, a block a metric; below them how p-values and intervals were made.</summary>
    public string ToTable()
    {
        List<string[]> rows = [["metric", "system", "value", "", "95 % interval", "p", "signature"]];
        foreach (var metric in _metrics)
            foreach (var (i, one) in metric.Index())
                rows.Add([i == 0 ? one.Score.Name : "", one.System, ScoreReport.Fixed(one.Score.Value), one.Best ? "*" : "", ScoreReport.Between(one.Score), Text(one.P), one.Score.Signature]);
        return TextTable.Of(rows, 2, 4, 5) + "\n" + _test;
    }

    /// <summary>A table of Markdown: a row a metric, a column a system, the best in bold, with p-values behind the systems that have them.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"| metric |{string.Concat(_systems.Select((system, i) => $" {system} |{(i == 0 ? "" : " p |")}"))}\n|---|{string.Concat(_systems.Select((_, i) => i == 0 ? "---|" : "---|---|"))}\n");
        foreach (var metric in _metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {metric[0].Score.Name} |");
            foreach (var (i, system) in _systems.Index())
            {
                var one = metric.FirstOrDefault(one => one.System == system);
                var value = one is null ? "" : one.Best ? $"**{ScoreReport.Fixed(one.Score.Value)}**" : ScoreReport.Fixed(one.Score.Value);
                text.Append(CultureInfo.InvariantCulture, $" {value}{(one?.Score.Interval is null ? "" : $" ({ScoreReport.Between(one.Score)})")} |{(i == 0 ? "" : $" {(one is null ? "" : Text(one.P))} |")}");
            }
            text.Append('\n');
        }
        return text.Append($"\n{_test.Replace("* the best", "bold: the best")}\n").ToString();
    }

    /// <summary>A header and a record for each score of each system: name,system,value,samples,signature,low,high,best,p.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("name,system,value,samples,signature,low,high,best,p\n");
        foreach (var (system, score, best, p) in Scores)
            csv.Append(CultureInfo.InvariantCulture, $"{ScoreReport.Quoted(score.Name)},{ScoreReport.Quoted(system)},{score.Value:R},{score.Samples},{ScoreReport.Quoted(score.Signature)}{ScoreReport.Bounds(score)},{(best ? "best" : "")},{p:R}\n");
        return csv.ToString();
    }

    /// <summary><c>{"metrics":[{"system":"a.txt","name":"bleu-4","value":0.339,...,"best":true,"p":0.01}],"statistics":"..."}</c>; values read back to the same double.</summary>
    public string ToJson() => ScoreReport.Json(json =>
    {
        json.WriteStartArray("metrics");
        foreach (var (system, score, best, p) in Scores)
        {
            json.WriteStartObject();
            json.WriteString("system", system);
            ScoreReport.WriteFields(json, score);
            json.WriteBoolean("best", best);
            if (p is { } known) json.WriteNumber("p", known);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("statistics", _test);
    });

    static string Text(double? p) => p?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";
}
