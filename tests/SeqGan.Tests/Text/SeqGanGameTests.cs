using SeqGan.Data;
using SeqGan.Losses;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class SeqGanGameTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static IEnumerable<string> Sentences() => Enumerable.Range(0, 200).Select(i => $"the {(i % 2 == 0 ? "cat" : "dog")} number {i % 17} sits {string.Join(' ', Enumerable.Repeat("very", i % 4))} still .");

    [Fact]
    public void The_schedule_reads_like_the_algorithm_and_can_be_enumerated_twice()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny with { DiscriminatorPretrain = 2, DiscriminatorSteps = 2 });
        var plan = game.Schedule().Select(turn => $"{turn.Phase} {turn.Round} {turn.Name}").ToArray();
        Assert.Equal(
            ["mle 0 mle", "mle 1 mle", "discriminator 0 discriminator", "discriminator 1 discriminator",
                "adversarial 0 policy", "adversarial 0 discriminator", "adversarial 0 discriminator",
                "adversarial 1 policy", "adversarial 1 discriminator", "adversarial 1 discriminator"], plan);
        Assert.Equal(plan, game.Schedule().Select(turn => $"{turn.Phase} {turn.Round} {turn.Name}"));
    }

    [Fact]
    public void Training_leaves_a_generator_that_can_be_opened_and_writes_the_same_lines()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny);
        new Trainer(game, _folder["run"]).Run();
        var expected = game.Generate(50, seed: 3).ToArray();
        Assert.All(expected, line => Assert.Matches("^[a-j]{8}$", line));

        using var opened = TextGenerator.Open(RunDirectory.Open(_folder["run"]));
        Assert.Equal(expected, opened.Generate(50, seed: 3));
        using var early = TextGenerator.Open(RunDirectory.Open(_folder["run"]), "mle");
        Assert.NotEqual(expected, early.Generate(50, seed: 3));
        var error = Assert.Throws<InvalidInputException>(() => TextGenerator.Open(RunDirectory.Open(_folder["run"]), "nowhere"));
        Assert.Contains("mle, discriminator, adversarial", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NetworkKind.Rnn, NetworkKind.Rnn)]
    [InlineData(NetworkKind.Cnn, NetworkKind.Rnn)]
    [InlineData(NetworkKind.Cnn, NetworkKind.Cnn)]
    public void Every_pairing_plays_to_the_same_end_twice_and_is_opened_again(NetworkKind generator, NetworkKind discriminator)
    {
        var options = Some.Tiny with { Generator = generator, Discriminator = discriminator, DiscriminatorHidden = 6, Dropout = 0.1, RolloutLag = 0.5 };
        string[] Run(string name)
        {
            using var game = new SeqGanGame(Some.Corpus(_folder), options);
            new Trainer(game, _folder[name]).Run();
            using var opened = TextGenerator.Open(RunDirectory.Open(_folder[name]));
            Assert.Equal(game.Generate(20, seed: 3), opened.Generate(20, seed: 3));
            return File.ReadAllLines(_folder[name + "/metrics.jsonl"]);
        }
        Assert.Equal(Run("a"), Run("b"));
    }

    [Fact]
    public void Two_runs_of_one_seed_are_equal_to_the_bit_and_another_seed_is_another_run()
    {
        string Run(string name, long seed)
        {
            using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny with { Seed = seed });
            new Trainer(game, _folder[name]).Run();
            return File.ReadAllText(_folder[name + "/metrics.jsonl"]);
        }
        var first = Run("a", 1);
        Assert.Equal(first, Run("b", 1));
        Assert.NotEqual(first, Run("c", 2));
    }

    [Fact]
    public void Sentences_of_many_lengths_are_learned_and_written()
    {
        var corpus = Corpus.Read(_folder.Write("sentences.txt", Sentences()), new WordTokenizer());
        using var game = new SeqGanGame(corpus, Some.Tiny with { Hidden = 16, PretrainEpochs = 15, PretrainRate = 0.03 });
        new Trainer(game, _folder["run"]).Run();
        var lines = game.Generate(100).ToArray();
        Assert.True(lines.Count(line => line.StartsWith("the ", StringComparison.Ordinal) && line.EndsWith('.')) > 60, string.Join('\n', lines.Take(5)));
        Assert.True(lines.Select(line => line.Length).Distinct().Count() > 3);
    }

    [Fact]
    public void Maximum_likelihood_learns_what_can_be_learned()
    {
        var corpus = Some.Corpus(_folder, Some.Lines(400));
        using var game = new SeqGanGame(corpus, Some.Tiny with { PretrainEpochs = 40, PretrainRate = 0.03, Hidden = 32, DiscriminatorPretrain = 0, Rounds = 0 });
        var before = HeldOut.NatsPerToken(game.Generator.Policy, corpus.Test);
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0 }).Run();
        Assert.Equal(Math.Log(11), before, 1); // ten letters and the unknown one, nothing known
        Assert.InRange(HeldOut.NatsPerToken(game.Generator.Policy, corpus.Test), 0.05, 1.2);
    }

    [Fact]
    public void The_discriminator_learns_to_tell_noise_from_text()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny with { PretrainEpochs = 0, DiscriminatorPretrain = 15, DiscriminatorRate = 5e-3, Rounds = 0, FilterCounts = [16, 16, 16] });
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0 }).Run();
        var accuracies = File.ReadLines(_folder["run/metrics.jsonl"]).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Where(row => row.TryGetProperty("discriminator/accuracy", out _)).Select(row => row.GetProperty("discriminator/accuracy").GetDouble()).ToArray();
        Assert.Equal(15, accuracies.Length);
        Assert.InRange(accuracies[0], 0.3, 0.8);
        Assert.InRange(accuracies[^1], 0.85, 1);
    }

    [Fact]
    public void With_a_lag_the_rollout_policy_stays_behind_and_the_game_still_plays()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny with { RolloutLag = 0.8, Baseline = RewardBaseline.Mean, PolicyLoss = LossReduction.Mean });
        new Trainer(game, _folder["run"]).Run();
        Assert.Equal(10, game.Generate(10).Count());
    }

    [Fact]
    public void An_evaluation_has_quality_diversity_and_likelihood_with_signatures()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny);
        var evaluation = game.Evaluate("mle");
        Assert.Equal(["bleu-2", "bleu-3", "bleu-4", "self-bleu-2", "self-bleu-3", "self-bleu-4", "nll-valid", "nll-test"], evaluation.Scores.Select(score => score.Name));
        Assert.All(evaluation.Scores, score => Assert.StartsWith(score.Name + "|", score.Signature, StringComparison.Ordinal));
        Assert.Equal(20, evaluation.Samples.Count);
        Assert.Equal(evaluation.Scores, game.Evaluate("mle").Scores);
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("rollout-lag")]
    [InlineData("filter-widths")]
    public void An_option_out_of_range_is_named(string name)
    {
        var options = name switch
        {
            "batch" => Some.Tiny with { Batch = 0 },
            "rollout-lag" => Some.Tiny with { RolloutLag = 1 },
            _ => Some.Tiny with { FilterWidths = [] },
        };
        Assert.StartsWith(name + " is ", Assert.Throws<InvalidInputException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
