using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SeqGan.Eval;

/// <summary>Scores as JSON, CSV and a table. The text is the same in every culture and ends without a line break, but for CSV, whose every record has one.</summary>
public sealed class ScoreReport
{
    readonly IReadOnlyList<Score> _scores;

    /// <summary>Takes the scores in the order they shall be written.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite: JSON has no such number, and no reader should average over one.</exception>
    public ScoreReport(IReadOnlyList<Score> scores)
    {
        foreach (var score in scores)
        {
            if (!double.IsFinite(score.Value))
                throw new ArgumentException($"score {score.Name} is {score.Value.ToString(CultureInfo.InvariantCulture)}; only finite numbers can be reported");
        }
        _scores = [.. scores];
    }

    /// <summary>The scores.</summary>
    public IReadOnlyList<Score> Scores => _scores;

    /// <summary><c>{"metrics":[{"name":"bleu-4","value":0.339,"samples":500,"signature":"..."}]}</c>; values read back to the same double.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        // Relaxed: names need no HTML escapes here, and tokenizers may be called anything.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("metrics");
            foreach (var score in _scores)
            {
                json.WriteStartObject();
                json.WriteString("name", score.Name);
                json.WriteNumber("value", score.Value);
                json.WriteNumber("samples", score.Samples);
                json.WriteString("signature", score.Signature);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A header and a record for each score: name,value,samples,signature (RFC 4180, but with \n).</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("name,value,samples,signature\n");
        foreach (var score in _scores)
            csv.Append(CultureInfo.InvariantCulture, $"{Quoted(score.Name)},{score.Value:R},{score.Samples},{Quoted(score.Signature)}\n");
        return csv.ToString();
    }

    /// <summary>Aligned columns for reading; values with four decimals.</summary>
    public string ToTable()
    {
        List<string[]> rows = [["metric", "value", "samples", "signature"]];
        foreach (var score in _scores)
            rows.Add([score.Name, score.Value.ToString("F4", CultureInfo.InvariantCulture), score.Samples.ToString(CultureInfo.InvariantCulture), score.Signature]);
        int Width(int column) => rows.Max(row => row[column].Length);
        var (names, values, samples) = (Width(0), Width(1), Width(2));
        return string.Join('\n', rows.Select(row => $"{row[0].PadRight(names)}  {row[1].PadLeft(values)}  {row[2].PadLeft(samples)}  {row[3]}"));
    }

    static string Quoted(string field) => field.IndexOfAny([',', '"', '\n', '\r']) < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
}
