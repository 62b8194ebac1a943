using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary><c>seqgan bench</c> through the real command, at tiny sizes.</summary>
public sealed class BenchTests : IDisposable
{
    static readonly string[] _tiny = ["--threads", "1", "--set", "vocabulary=30", "length=6", "lines=40", "batch=8", "rollouts=2", "filter-widths=1,2", "filter-counts=4,5", "embedding=4", "hidden=5", "precision=fp32"];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Outcome Bench(params string[] arguments) => Seqgan.Run(_folder.Path, ["bench", .. arguments, .. _tiny]);

    [Fact]
    public void All_pieces_make_a_table_with_a_signature()
    {
        var outcome = Bench("--repeat", "2");
        Assert.True(outcome.Code == 0, outcome.Errors);
        var lines = outcome.OutputLines;
        Assert.Equal(["piece", "mle", "sampling", "g-step", "rollouts", "scoring", "update", "discriminator", "round*", "*"], lines[..10].Select(line => line.Split(' ')[0]));
        Assert.StartsWith("vocabulary:30|length:6|lines:40|batch:8|rollouts:2|hidden:5|filters:9|kernels:on|precision:fp32|threads:1|", lines[^1]);
        Assert.Contains("floor: counted operations at 205 GFLOP/s, in the discriminator's products at 205, and bytes at 37 GB/s", lines);
    }

    [Fact]
    public void Json_has_every_run_and_csv_a_record_for_each_piece()
    {
        var outcome = Bench("scoring", "mle", "--repeat", "3", "--warm-up", "0", "--gflops", "2", "--json");
        Assert.True(outcome.Code == 0, outcome.Errors);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(2, json.RootElement.GetProperty("gflops").GetDouble());
        var pieces = json.RootElement.GetProperty("pieces");
        Assert.Equal(["scoring", "mle"], pieces.EnumerateArray().Select(piece => piece.GetProperty("piece").GetString()));
        var scoring = pieces[0];
        var seconds = scoring.GetProperty("seconds").EnumerateArray().Select(one => one.GetDouble()).Order().ToArray();
        Assert.Equal(3, scoring.GetProperty("processor-seconds").GetArrayLength());
        Assert.Equal((seconds[1], seconds[0], seconds[2]), (scoring.GetProperty("median").GetDouble(), scoring.GetProperty("lowest").GetDouble(), scoring.GetProperty("highest").GetDouble()));
        Assert.Equal((8 + 8 * 2 * 5, "sequences", false), (scoring.GetProperty("count").GetInt32(), scoring.GetProperty("unit").GetString(), scoring.GetProperty("extrapolated").GetBoolean()));
        Assert.Equal((scoring.GetProperty("flops").GetDouble() + scoring.GetProperty("products").GetDouble()) / 2e9 + scoring.GetProperty("bytes").GetDouble() / 37e9, scoring.GetProperty("floor").GetDouble(), 12);
        Assert.Equal(scoring.GetProperty("floor").GetDouble() / seconds[1], scoring.GetProperty("fraction").GetDouble(), 12);
        if (OperatingSystem.IsLinux()) Assert.True(scoring.GetProperty("peak-bytes").GetInt64() > 0);

        var csv = Bench("update", "round", "--whole", "--repeat", "1", "--csv").OutputLines;
        Assert.Equal("piece,median,lowest,highest,processor,count,unit,peak-bytes,flops,bytes,products,floor,extrapolated", csv[0]);
        Assert.Matches(@"^update,[0-9.E-]+,.*,8,sentences,\d*,[0-9.E+]+,[0-9.E+]+,0,[0-9.E-]+,false$", csv[1]);
        Assert.Matches(@"^round,.*,1,rounds,.*,false$", csv[2]);
    }

    [Fact]
    public void Products_in_bf16_are_counted_at_a_rate_of_their_own()
    {
        var outcome = Seqgan.Run(_folder.Path, ["bench", "scoring", "--repeat", "1", .. _tiny[..^1], "precision=bf16", "--gflops-bf16", "500"]);
        Assert.Contains("|precision:bf16|", outcome.Output);
        Assert.Contains("floor: counted operations at 205 GFLOP/s, in the discriminator's products at 500, and bytes at 37 GB/s", outcome.OutputLines);
    }

    [Fact]
    public void Networks_without_a_count_have_no_floor()
    {
        var outcome = Seqgan.Run(_folder.Path, ["bench", "mle", "--repeat", "1", "--json", .. _tiny, "generator=cnn"]);
        Assert.Contains("\"flops\":null,\"bytes\":null,\"products\":null,\"floor\":null,\"fraction\":null", outcome.Output);
    }

    [SkippableFact]
    public void The_peak_holds_the_weights_but_not_the_idle_process()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the peak is from Linux's /proc");
        long Peak(params string[] settings)
        {
            var outcome = Seqgan.Run(_folder.Path, ["bench", "sampling", "--repeat", "1", "--json", .. _tiny, .. settings]);
            using var json = JsonDocument.Parse(outcome.Output);
            return json.RootElement.GetProperty("pieces")[0].GetProperty("peak-bytes").GetInt64();
        }
        Assert.InRange(Peak(), 1, 64 << 20); // libtorch alone is more
        Assert.InRange(Peak("discriminator-embedding=1000000"), 30 * 1_000_000 * 4, long.MaxValue); // the embedding alone
    }

    [Theory]
    [InlineData("there is no piece 'rolouts'; there are mle, sampling, g-step, rollouts, scoring, update, discriminator, round", "rolouts")]
    [InlineData("the piece mle is named twice; name each once", "mle", "mle")]
    [InlineData("--repeat is 0; give 1 or more", "--repeat", "0")]
    [InlineData("--threads is 0; give 1 to 1024", "mle", "--threads", "0")]
    [InlineData("--threads is 1000000; give 1 to 1024", "mle", "--threads", "1000000")]
    [InlineData("--gflops is 0; give a number above 0", "--gflops", "0")]
    [InlineData("--gflops-bf16 is -1; give a number above 0", "--gflops-bf16", "-1")]
    [InlineData("--json and --csv are given; choose one", "--json", "--csv")]
    [InlineData("there is no setting 'vocabular'; did you mean 'vocabulary'? (--set)", "--set", "vocabular=3")]
    [InlineData("--set: rounds is the benchmark's own; leave it out", "--set", "rounds=3")]
    [InlineData("length is 1; give 2 or more", "--set", "length=1")]
    [InlineData("the discriminator, and this machine has", "--set", "filter-counts=1000000000", "filter-widths=1")]
    public void What_cannot_be_measured_is_refused(string message, params string[] arguments) => Seqgan.Run(_folder.Path, ["bench", .. arguments]).AssertRefused(message);
}
