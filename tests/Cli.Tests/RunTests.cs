using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>From a corpus to a trained run, its text and its scores.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RunTests(TrainedRun run)
{
    const int Length = 5; // characters of every line of the corpus

    Outcome Run(params string[] arguments) => Seqgan.Run(run.Folder.Path, arguments);

    Outcome Generate(params string[] arguments) => Run(["generate", run.Path, .. arguments]);

    [Fact]
    public void Training_prints_its_result_and_names_the_run()
    {
        Assert.Equal(0, run.Training.Code);
        Assert.Matches(@"^metric +MLE +SeqGAN\n", run.Training.Output);
        foreach (var metric in new[] { "bleu-4", "self-bleu-2", "nll-test" }) Assert.Matches($@"(?m)^{metric} +\d+\.\d{{4}} +\d+\.\d{{4}}$", run.Training.Output);
        Assert.All(run.Training.OutputLines[^5..], line => Assert.Equal(Length, line.Length));
        Assert.Contains("seqgan generate runs/tiny -n 20", run.Training.Errors);
        Assert.DoesNotContain('\u001b', run.Training.Output + run.Training.Errors);
    }

    [Fact]
    public void The_run_holds_every_setting_and_can_be_repeated_to_the_last_digit()
    {
        var config = File.ReadAllText(System.IO.Path.Combine(run.Path, "config.yaml"));
        Assert.Contains("\nseed: 7\n", config);
        Assert.Contains("\nclip-norm: 5\n", config);
        Assert.Equal(0, Run("train", "runs/tiny/config.yaml", "--out", "again").Code);
        Assert.Equal(File.ReadAllText(System.IO.Path.Combine(run.Path, "metrics.jsonl")), File.ReadAllText(run.Folder.File("again/metrics.jsonl")));
    }

    [Fact]
    public void Generate_writes_lines_and_only_lines()
    {
        var outcome = Generate("-n", "20");
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        Assert.Equal(20, outcome.OutputLines.Length);
        Assert.All(outcome.OutputLines, line => Assert.Equal(Length, line.Length));
    }

    [Fact]
    public void A_seed_gives_the_same_lines_again_and_another_gives_others()
    {
        var lines = Generate("-n", "20", "--seed", "3").Output;
        Assert.Equal(lines, Generate("-n", "20", "--seed", "3").Output);
        Assert.NotEqual(lines, Generate("-n", "20", "--seed", "4").Output);
    }

    [Fact]
    public void The_default_is_the_generator_that_the_game_has_trained()
    {
        var newest = Generate("-n", "50").Output;
        Assert.Equal(newest, Generate("-n", "50", "--phase", "adversarial").Output);
        Assert.NotEqual(newest, Generate("-n", "50", "--phase", "mle").Output);
    }

    [Fact]
    public void Formats_say_the_same_lines()
    {
        var text = Generate("-n", "3").OutputLines;
        Assert.Equal(text, Generate("-n", "3", "--format", "jsonl").OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!));
        Assert.All(Generate("-n", "3", "--format", "ids").OutputLines, line => Assert.Equal(Length, line.Split(' ').Select(int.Parse).Count()));
    }

    [Fact]
    public void Unique_lines_differ()
    {
        var lines = Generate("-n", "200", "--unique").OutputLines;
        Assert.Equal(200, lines.Distinct().Count());
    }

    [Fact]
    public void Evaluate_scores_every_phase_of_the_run()
    {
        var outcome = Run("evaluate", run.Path, "--json", "--samples", "10");
        Assert.Equal(0, outcome.Code);
        var metrics = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("metrics").EnumerateArray().ToArray();
        string[] names = [.. metrics.Select(metric => $"{metric.GetProperty("system")}/{metric.GetProperty("name")}")];
        foreach (var name in new[] { "MLE/bleu-4", "MLE/nll-test", "SeqGAN/self-bleu-4", "SeqGAN/nll-test", "SeqGAN/ppl-r", "SeqGAN/nll-div", "SeqGAN/novel" }) Assert.Contains(name, names);
        Assert.Contains(metrics, metric => metric.TryGetProperty("p", out _));
        Assert.Equal(10, metrics[0].GetProperty("samples").GetInt32());
    }

    [Fact]
    public void Sweep_sets_the_game_beside_maximum_likelihood_over_temperatures()
    {
        var copy = run.Copy("swept");
        var outcome = Run("evaluate", copy, "--sweep", "--samples", "10");
        Assert.Equal(0, outcome.Code);
        foreach (var name in new[] { "bleu-4", "self-bleu-4", "nll-test", "nll-div", "MLE at that self-bleu-4", "SeqGAN" }) Assert.Contains(name, outcome.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "frontier-bleu-4", "frontier-nll-test" })
        {
            Assert.Equal(1 + 2 * 9, File.ReadAllLines(Path.Combine(copy, name + ".csv")).Length);
            Assert.True(File.Exists(Path.Combine(copy, name + ".svg")));
        }
    }

    [Fact]
    public void Verdicts_tell_what_the_discriminator_has_learned()
    {
        var outcome = Run("evaluate", run.Path, "--verdicts", "--samples", "10", "--csv");
        Assert.Equal(0, outcome.Code);
        string[] names = ["auc-train", "auc-held-out", "verdict-train", "verdict-held-out", "verdict-samples"];
        Assert.Equal([.. names, .. names], outcome.OutputLines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains("auc-held-out|phase:adversarial|test:", outcome.Output, StringComparison.Ordinal);

        var copy = run.Copy("unjudged");
        foreach (var later in Directory.GetDirectories(Path.Combine(copy, "checkpoints")).Order(StringComparer.Ordinal).Skip(1)) Directory.Delete(later, recursive: true); // than maximum likelihood
        outcome = Run("evaluate", copy, "--verdicts", "--samples", "10");
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains("no phase in which a discriminator is trained", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_of_a_run_that_closed_no_phase_says_so()
    {
        var copy = run.Copy("unfinished");
        Directory.Delete(Path.Combine(copy, "checkpoints"), recursive: true);
        var outcome = Run("evaluate", copy, "--sweep", "--samples", "10");
        Assert.Equal(2, outcome.Code);
        Assert.Contains("checkpoint", outcome.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(copy, "frontier-bleu-4.csv")));
    }

    [Fact]
    public void A_reader_that_has_enough_ends_the_command_quietly()
    {
        using var process = Seqgan.Start(run.Folder.Path, "generate", run.Path, "-n", "100000000");
        var errors = process.StandardError.ReadToEndAsync();
        Assert.Equal(Length, process.StandardOutput.ReadLine()!.Length);
        process.StandardOutput.Close();
        var outcome = Seqgan.End(process, "", errors);
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
    }
}
