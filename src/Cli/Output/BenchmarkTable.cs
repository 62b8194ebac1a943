using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SeqGan.Text.Benchmarks;

namespace SeqGan.Cli.Output;

/// <summary>What a benchmark measured, as a table for reading, JSON or CSV; the same in every culture.</summary>
internal sealed class BenchmarkTable(string signature, BenchmarkOptions options, double productGflops, IReadOnlyList<BenchmarkResult> results)
{
    const double Mebibyte = 1 << 20;

    const string Missing = "-";

    /// <summary>Aligned columns, with what they mean below.</summary>
    public string ToText()
    {
        List<string[]> rows = [["piece", "median s", "lowest", "highest", "cpu s", "a second", "", "peak MiB", "floor s", "of floor"]];
        foreach (var result in results)
        {
            rows.Add([
                result.Piece + (result.Extrapolated ? "*" : ""), Seconds(result.Median.Seconds), Seconds(result.Lowest), Seconds(result.Highest), Seconds(result.Median.ProcessorSeconds),
                Text(result.Rate, result.Rate < 100 ? "G3" : "F0"), result.Unit, Text(result.PeakBytes / Mebibyte, "F0"), Seconds(result.Floor), Text(result.Fraction, "P0"),
            ]);
        }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => column is 0 or 6 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        if (results.Any(result => result.Extrapolated)) text.Append("* extrapolated from a policy step, the drawing of a set and an epoch of the discriminator; --whole plays the round\n");
        if (results.Any(result => result.PeakBytes is not null))
            text.Append(CultureInfo.InvariantCulture, $"peak: above the idle process with libtorch loaded{(results.Count > 1 ? "; pieces of one process share what its allocator keeps" : "")}\n");
        if (results.Any(result => result.Floor is not null)) text.Append(CultureInfo.InvariantCulture, $"floor: counted operations at {options.Gflops} GFLOP/s, in the discriminator's products at {productGflops}, and bytes at {options.Gbytes} GB/s\n");
        return text.Append(signature).Append('\n').ToString();
    }

    /// <summary>A header and a record for each piece.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("piece,median,lowest,highest,processor,count,unit,peak-bytes,flops,bytes,products,floor,extrapolated\n");
        foreach (var result in results)
            csv.Append(CultureInfo.InvariantCulture, $"{result.Piece},{result.Median.Seconds:R},{result.Lowest:R},{result.Highest:R},{result.Median.ProcessorSeconds:R},{result.Count:R},{result.Unit},{result.PeakBytes},{result.Work?.Flops:R},{result.Work?.Bytes:R},{result.Work?.Products:R},{result.Floor:R},{(result.Extrapolated ? "true" : "false")}\n");
        return csv.ToString();
    }

    /// <summary>Everything, every run included; what is not known is null.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("signature", signature);
            json.WriteNumber("gflops", options.Gflops);
            json.WriteNumber("product-gflops", productGflops);
            json.WriteNumber("gbytes", options.Gbytes);
            json.WriteStartArray("pieces");
            foreach (var result in results) Write(json, result);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static void Write(Utf8JsonWriter json, BenchmarkResult result)
    {
        json.WriteStartObject();
        json.WriteString("piece", result.Piece);
        json.WriteNumber("median", result.Median.Seconds);
        json.WriteNumber("lowest", result.Lowest);
        json.WriteNumber("highest", result.Highest);
        json.WriteNumber("processor", result.Median.ProcessorSeconds);
        WriteArray(json, "seconds", result.Runs.Select(run => run.Seconds));
        WriteArray(json, "processor-seconds", result.Runs.Select(run => run.ProcessorSeconds));
        json.WriteNumber("count", result.Count);
        json.WriteString("unit", result.Unit);
        foreach (var (name, value) in new (string, double?)[] { ("peak-bytes", result.PeakBytes), ("flops", result.Work?.Flops), ("bytes", result.Work?.Bytes), ("products", result.Work?.Products), ("floor", result.Floor), ("fraction", result.Fraction) })
        {
            if (value is { } number) json.WriteNumber(name, number);
            else json.WriteNull(name);
        }
        json.WriteBoolean("extrapolated", result.Extrapolated);
        json.WriteEndObject();
    }

    static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    static string Seconds(double? value) => Text(value, value < 0.1 ? "G2" : value < 10 ? "F3" : "F1");

    static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Missing;
}
