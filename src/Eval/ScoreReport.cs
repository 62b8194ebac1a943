using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SeqGan.Eval;

/// <summary>
/// Scores as JSON, CSV and a table, with their intervals where any has one. The text is the same in every culture and ends without a line
/// break, but for CSV, whose every record has one.
/// </summary>
public sealed class ScoreReport
{
    readonly IReadOnlyList<Score> _scores;
    readonly bool _intervals;

    /// <summary>Takes the scores in the order they shall be written.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite: JSON has no such number, and no reader should average over one.</exception>
    public ScoreReport(IReadOnlyList<Score> scores)
    {
        foreach (var score in scores) RequireFinite(score);
        _scores = [.. scores];
        _intervals = _scores.Any(score => score.Interval is not null);
    }

    /// <summary>The scores.</summary>
    public IReadOnlyList<Score> Scores => _scores;

    /// <summary><c>{"metrics":[{"name":"bleu-4","value":0.339,"samples":500,"signature":"..."}]}</c>; values read back to the same double.</summary>
    public string ToJson() => Json(json =>
    {
        json.WriteStartArray("metrics");
        foreach (var score in _scores)
        {
            json.WriteStartObject();
            WriteFields(json, score);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>A header and a record for each score: name,value,samples,signature, and low,high where there are intervals (RFC 4180, but with \n).</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder($"name,value,samples,signature{(_intervals ? ",low,high" : "")}\n");
        foreach (var score in _scores)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Quoted(score.Name)},{score.Value:R},{score.Samples},{Quoted(score.Signature)}");
            csv.Append(_intervals ? Bounds(score) : "").Append('\n');
        }
        return csv.ToString();
    }

    /// <summary>Aligned columns for reading; values with four decimals.</summary>
    public string ToTable() => _intervals
        ? TextTable.Of([["metric", "value", "95 % interval", "samples", "signature"], .. _scores.Select(score => new[] { score.Name, Fixed(score.Value), Between(score), Whole(score.Samples), score.Signature })], 1, 2, 3)
        : TextTable.Of([["metric", "value", "samples", "signature"], .. _scores.Select(score => new[] { score.Name, Fixed(score.Value), Whole(score.Samples), score.Signature })], 1, 2);

    internal static void RequireFinite(Score score)
    {
        if (!double.IsFinite(score.Value))
            throw new ArgumentException($"score {score.Name} is {score.Value.ToString(CultureInfo.InvariantCulture)}; only finite numbers can be reported");
    }

    internal static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        // Relaxed: names need no HTML escapes here, and tokenizers may be called anything.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static void WriteFields(Utf8JsonWriter json, Score score)
    {
        json.WriteString("name", score.Name);
        json.WriteNumber("value", score.Value);
        json.WriteNumber("samples", score.Samples);
        if (score.Interval is { } interval)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
            json.WriteNumber("level", interval.Level);
        }
        json.WriteString("signature", score.Signature);
    }

    internal static string Fixed(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    internal static string Between(Score score) => score.Interval is { } interval ? $"{Fixed(interval.Low)} to {Fixed(interval.High)}" : "-";

    internal static string Bounds(Score score) => score.Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $",{interval.Low:R},{interval.High:R}") : ",,";

    internal static string Quoted(string field) => field.IndexOfAny([',', '"', '\n', '\r']) < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";

    static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
