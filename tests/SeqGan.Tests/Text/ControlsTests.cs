using SeqGan.Losses;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Tests.Text;

/// <summary>The controls: the game again with rewards that say nothing.</summary>
[Collection(OneAtATime.Name)]
public sealed class ControlsTests : IDisposable
{
    static readonly SeqGanOptions _options = Some.Tiny with { Controls = true, Baseline = RewardBaseline.Mean, PolicyLoss = LossReduction.Mean };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string[] Write(string phase, string player)
    {
        using var generator = TextGenerator.Open(RunDirectory.Open(_folder["run"]), phase, player: player);
        return [.. generator.Generate(50, seed: 3)];
    }

    void Train(SeqGanOptions options)
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), options);
        new Trainer(game, _folder["run"]).Run();
    }

    [Fact]
    public void They_follow_the_game_and_start_where_it_started()
    {
        using var game = new SeqGanGame(Some.Corpus(_folder), _options with { Rounds = 1 });
        Assert.Equal(
            ["mle mle", "mle mle", "discriminator discriminator", "discriminator fork", "adversarial policy", "adversarial discriminator",
                "constant-reward constant-policy", "shuffled-reward shuffled-policy", "shuffled-reward shuffled-discriminator"],
            game.Schedule().Select(turn => $"{turn.Phase} {turn.Name}"));
    }

    [Fact]
    public void Against_a_baseline_a_constant_reward_teaches_nothing_and_other_rewards_do()
    {
        Train(_options);
        var start = Write("mle", "policy");
        Assert.Equal(start, Write("constant-reward", "constant-policy"));
        Assert.NotEqual(start, Write("adversarial", "policy"));
        Assert.NotEqual(start, Write("shuffled-reward", "shuffled-policy"));
        Assert.NotEqual(Write("adversarial", "policy"), Write("shuffled-reward", "shuffled-policy"));
    }

    [Fact]
    public void Without_a_baseline_a_constant_reward_moves_the_policy()
    {
        Train(_options with { Baseline = RewardBaseline.None });
        Assert.NotEqual(Write("mle", "policy"), Write("constant-reward", "constant-policy"));
    }

    [Fact]
    public void Each_phase_is_evaluated_with_its_own_policy()
    {
        Train(_options);
        var scores = File.ReadLines(_folder["run/metrics.jsonl"]).Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement)
            .Where(row => row.TryGetProperty("score/nll-test", out _)).ToDictionary(row => row.GetProperty("phase").GetString()!, row => row.GetProperty("score/nll-test").GetDouble());
        Assert.Equal(scores["mle"], scores["constant-reward"]);
        Assert.NotEqual(scores["mle"], scores["adversarial"]);
        Assert.NotEqual(scores["shuffled-reward"], scores["adversarial"]);
    }
}
