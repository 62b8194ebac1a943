using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SeqGan.Cli.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Cli.Tests;

/// <summary>Rules that generated lines have to obey, through the command.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class FilterTests(TrainedRun run)
{
    const int Length = 5; // characters of every line of the corpus

    Outcome Generate(params string[] arguments) => Seqgan.Run(run.Folder.Path, ["generate", run.Path, .. arguments]);

    string[] Training() => [.. File.ReadLines(run.Folder.File("experiments/lines.txt")).Where(line => LineSplit.SplitOf(line) == Split.Train)];

    [Fact]
    public void Lines_are_those_of_the_plain_stream_that_obey()
    {
        var drawn = Generate("-n", "600").OutputLines;
        var training = Training();
        bool Spans(string line) => Enumerable.Range(0, Length - 3).Any(at => training.Any(known => known.Contains(line.Substring(at, 4), StringComparison.Ordinal)));
        bool Obeys(string line) => line[0] != '山' && !training.Contains(line);

        Assert.Equal(drawn.Distinct().Take(200), Generate("-n", "200", "--unique").OutputLines);
        Assert.Equal(drawn.Where(Obeys).Distinct().Take(50), Generate("-n", "50", "--unique", "--novel", "--match", "[^山].*", "--form", "1x5").OutputLines);
        var strict = Generate("-n", "600", "--max-draws", "600", "--max-span", "3").OutputLines;
        Assert.Equal(drawn.Where(line => !Spans(line)), strict);
        Assert.InRange(strict.Length, 1, 599);
    }

    [Fact]
    public void The_discriminator_says_which_lines_look_real()
    {
        (string Text, double Verdict)[] Judged(params string[] arguments) => [.. Generate(["--format", "jsonl", .. arguments]).OutputLines
            .Select(line => JsonDocument.Parse(line).RootElement).Select(line => (line.GetProperty("text").GetString()!, line.GetProperty("verdict").GetDouble()))];

        var all = Judged("-n", "300", "--min-verdict", "0");
        Assert.Equal(Generate("-n", "300").OutputLines, all.Select(line => line.Text));
        Assert.All(all, line => Assert.InRange(line.Verdict, 0, 1));
        var median = all.Select(line => line.Verdict).Order().ElementAt(150);
        Assert.True(median < all.Max(line => line.Verdict));
        Assert.Equal(all.Where(line => line.Verdict >= median), Judged("-n", "300", "--max-draws", "300", "--min-verdict", median.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_run_without_a_trained_discriminator_cannot_judge()
    {
        using var folder = new TemporaryFolder();
        TinyExperiment.Write(folder, "rounds: 0");
        Assert.Equal(0, Seqgan.Run(folder.Path, "train", "experiments/tiny.yaml", "--set", "discriminator-pretrain=0", "--out", "imitator").Code);
        Seqgan.Run(folder.Path, "generate", "imitator", "--min-verdict", "0.5").AssertRefused("imitator has finished no phase that trains its discriminator");
    }

    [Fact]
    public void A_report_says_what_each_rule_took()
    {
        var outcome = Generate("-n", "50", "--unique", "--novel", "--match", "[^山].*", "--form", "1x5", "--report", "report.json");
        Assert.Equal(0, outcome.Code);
        var report = JsonDocument.Parse(File.ReadAllText(run.Folder.File("report.json"))).RootElement;
        var (drawn, refused) = (report.GetProperty("drawn").GetInt64(), report.GetProperty("refused").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt64()));
        Assert.Equal(["form", "match", "unique", "novel"], refused.Keys);
        Assert.Equal((50, drawn - 50), (report.GetProperty("passed").GetInt32(), refused.Values.Sum()));
        Assert.True(refused["match"] > 0);
        string[] rows = [.. outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal([$"drawn {drawn}", .. refused.Select(one => $"refused by --{one.Key} {one.Value}"), "passed 50"], rows);
    }

    [Fact]
    public void Used_up_draws_are_told_with_what_to_relax()
    {
        var outcome = Generate("-n", "3", "--form", "4x5");
        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.EndsWith("seqgan: only 0 of 3 lines in 60 draws; --form refused most: loosen it, or raise --max-draws\n", outcome.Errors);

        var few = Generate("-n", "9", "--max-draws", "4");
        Assert.Equal((0, 4, "seqgan: only 4 of 9 lines in 4 draws; raise --max-draws\n"), (few.Code, few.OutputLines.Length, few.Errors));
        Assert.Equal((0, ""), (Generate("-n", "0", "--form", "4x5").Code, Generate("-n", "0").Errors));
    }

    [Theory]
    [InlineData("--max-span 0", "max-span is 0; give 1 or more tokens")]
    [InlineData("--max-span x", "--max-span: 'x' is not a whole number")]
    [InlineData("--min-length 9 --max-length 3", "min-length is 9 and max-length is 3")]
    [InlineData("--min-verdict 50", "min-verdict is 50; give a probability from 0 to 1")]
    [InlineData("--form 4*5", "form is '4*5'; give lines x characters, such as 4x5")]
    [InlineData("--match (", "match: Invalid pattern '('")]
    [InlineData("--max-draws 0", "--max-draws is 0; give 1 or more")]
    [InlineData("--report nowhere/report.json", "--report: nowhere/report.json is a folder, or lies in one that is not there")]
    [InlineData("--report ", "--report names no file; give one")]
    public void Rules_that_make_no_sense_are_bad_input(string arguments, string message) => Generate(arguments.Split(' ')).AssertRefused(message);

    [Fact]
    public void A_pattern_that_would_never_end_is_bad_input_too()
    {
        // Forty nested choices for five characters: far more ways to fail than there is time.
        var pattern = string.Concat(Enumerable.Repeat("(?:.|.|.|.)*", 40)) + @"(?!.).\1";
        Generate("--match", "(.*)" + pattern).AssertRefused("needs more than 1 s for one line");
    }

    [Fact]
    public void A_run_whose_corpus_is_gone_is_bad_input()
    {
        var copy = run.Copy("lost");
        var config = Path.Combine(copy, "config.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("lines.txt", "gone.txt"));
        Seqgan.Run(run.Folder.Path, "generate", copy, "--novel").AssertRefused("data: there is no file", "gone.txt", "check the path");
        Assert.Equal(5, Seqgan.Run(run.Folder.Path, "generate", copy, "--unique", "-n", "5").OutputLines.Length);
    }

    [Fact]
    public void Sequences_of_an_oracle_are_held_against_what_it_drew()
    {
        using var folder = new TemporaryFolder();
        TinyExperiment.Write(folder, "rounds: 0", "source: oracle", "oracle.vocabulary: 5", "oracle.length: 4", "oracle.train-samples: 100", "oracle.test-samples: 10");
        var training = Seqgan.Run(folder.Path, "train", "experiments/tiny.yaml", "--out", "run");
        Assert.Equal((0, ""), (training.Code, training.Code == 0 ? "" : training.Errors));
        var (drawn, novel) = (Seqgan.Run(folder.Path, "generate", "run", "-n", "300"), Seqgan.Run(folder.Path, "generate", "run", "-n", "300", "--max-draws", "300", "--novel"));
        Assert.Equal((0, 0), (drawn.Code, novel.Code));
        Assert.InRange(novel.OutputLines.Length, 1, 299); // 625 sequences in all, of which the oracle drew up to 100
        Assert.Empty(novel.OutputLines.Except(drawn.OutputLines));
        Assert.InRange(drawn.OutputLines.Except(novel.OutputLines).Count(), 1, 100);
        Seqgan.Run(folder.Path, "generate", "run", "--form", "1x4").AssertRefused("form is for text");
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_it_with_whole_lines_and_a_report(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are POSIX");
        var file = $"interrupted-{signal}.json";
        using var process = Seqgan.Start(run.Folder.Path, "generate", run.Path, "-n", "100000000", "--max-length", "5", "--report", file);
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadLine() + "\n";
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        lines += process.StandardOutput.ReadToEnd();
        var outcome = Seqgan.End(process, lines, errors);
        Assert.Equal(code, outcome.Code);
        Assert.All(outcome.OutputLines, line => Assert.Equal(Length, line.Length));
        Assert.EndsWith($"seqgan: interrupted after {outcome.OutputLines.Length} lines\n", outcome.Errors);
        Assert.Equal(outcome.OutputLines.Length, JsonDocument.Parse(File.ReadAllText(run.Folder.File(file))).RootElement.GetProperty("passed").GetInt32());
    }
}
