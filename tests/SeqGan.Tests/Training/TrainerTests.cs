using System.Text.Json;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Training;

[Collection(OneAtATime.Name)]
public sealed class TrainerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_continuous_game_with_two_critic_steps_finds_the_modes_of_a_ring()
    {
        using var game = new RingGame(rounds: 1000);
        new Trainer(game, _folder["ring"], new TrainerOptions { EvaluateEvery = 0 }).Run();
        Assert.InRange(game.Covered(), 7, 8);
    }

    [Fact]
    public void A_schedule_can_be_enumerated_twice_and_touches_no_random_number()
    {
        using var game = new RingGame(rounds: 20);
        var state = torch.random.get_rng_state();
        var plans = Enumerable.Range(0, 2).Select(_ => game.Schedule().Select(turn => (turn.Name, turn.Length, turn.Phase, turn.Round)).ToArray()).ToArray();
        Assert.Equal(plans[0], plans[1]);
        Assert.Equal(40, plans[0].Length);
        Assert.True(torch.random.get_rng_state().equal(state).all().item<bool>());
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_the_same_metrics()
    {
        var (first, second, other) = (Train("a", 3), Train("b", 3), Train("c", 4));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        (string, string) Train(string name, long seed)
        {
            using var game = new RingGame(rounds: 10, seed: seed);
            new Trainer(game, _folder[name]).Run();
            var weights = game.Players.SelectMany(player => player.Weights.parameters()).SelectMany(parameter => parameter.data<float>().ToArray());
            return (string.Join(' ', weights), File.ReadAllText(_folder[name + "/metrics.jsonl"]));
        }
    }

    [Fact]
    public void A_round_leaves_one_row_with_the_means_of_every_turn()
    {
        using var game = new RingGame(rounds: 4, criticSteps: 3);
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 2 }).Run();
        var rows = File.ReadLines(_folder["run/metrics.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([4, 8, 8, 12, 16, 16], rows.Select(row => row.GetProperty("step").GetInt32()));
        Assert.Equal(["step", "phase", "round", "critic/loss", "critic/gradient-norm", "generator/loss", "generator/gradient-norm"],
            rows[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(2, rows.Count(row => row.TryGetProperty("score/modes", out _)));
    }

    [Fact]
    public void Every_row_of_metrics_has_its_row_of_timings_which_tells_of_the_turns_and_the_checkpoint_before()
    {
        using var game = new RingGame(rounds: 4);
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0, SaveEvery = 2 }).Run();
        var rows = File.ReadLines(_folder["run/timings.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(
            ["critic generator", "critic generator", "checkpoint critic generator", "critic generator", "evaluation"],
            rows.Select(row => string.Join(' ', row.EnumerateObject().Skip(3).Select(one => one.Name))));
        Assert.All(rows.SelectMany(row => row.EnumerateObject().Skip(3)), one => Assert.True(one.Value.GetDouble() > 0));
        Assert.Equal(Steps("metrics.jsonl"), Steps("timings.jsonl"));

        IEnumerable<long> Steps(string file) => File.ReadLines(_folder[$"run/{file}"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64());
    }

    [Fact]
    public void Progress_tells_of_every_step_and_of_the_whole()
    {
        using var game = new RingGame(rounds: 3, criticSteps: 2);
        var seen = new Collector();
        new Trainer(game, _folder["run"]).Run(seen);
        var steps = seen.Reports.Where(report => report.Evaluation is null).ToArray();
        Assert.Equal(Enumerable.Range(1, 9).Select(step => (long)step), steps.Select(report => report.Step));
        Assert.All(steps, report => Assert.Equal((9L, 9L), (report.Steps, report.PhaseSteps)));
        Assert.True(seen.Reports.Single(report => report.Evaluation is not null).PhaseEnds);
    }

    [Fact]
    public void A_number_that_goes_wrong_stops_the_run_and_names_step_player_and_checkpoint()
    {
        using var game = new RingGame(rounds: 10) { PoisonAt = 4 };
        var before = game.Generator.parameters().Count();
        var error = Assert.Throws<NonFiniteException>(() => new Trainer(game, _folder["run"], new TrainerOptions { SaveEvery = 2 }).Run());
        Assert.Equal("generator", error.Player);
        Assert.Equal(14, error.Step); // four whole rounds of three steps, then two critic steps
        Assert.Contains("step-00000012", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, game.Generator.parameters().Count(parameter => parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Cancelling_ends_after_the_step_with_a_checkpoint()
    {
        using var game = new RingGame(rounds: 1000);
        using var cancellation = new CancellationTokenSource();
        var stop = new Collector { OnReport = report => { if (report.Step == 5) cancellation.Cancel(); } };
        var error = Assert.Throws<OperationCanceledException>(() => new Trainer(game, _folder["run"]).Run(stop, cancellation.Token));
        Assert.Contains("after step 5", error.Message, StringComparison.Ordinal);
        Assert.Equal(_folder["run/checkpoints/step-00000005"], RunDirectory.Open(_folder["run"]).Checkpoints.Find());
    }

    [Fact]
    public async Task A_run_can_be_awaited()
    {
        using var game = new RingGame(rounds: 2);
        var evaluation = await new Trainer(game, _folder["run"]).RunAsync();
        Assert.Equal("modes", Assert.Single(evaluation.Scores).Name);
    }

    [Fact]
    public void Live_tensors_stay_flat_over_many_steps()
    {
        using var game = new RingGame(rounds: 60);
        var live = new List<long>();
        var watch = new Collector { OnReport = report => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount) };
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0 }).Run(watch);
        var generatorTurns = live.Where((_, i) => i % 3 == 2 && i >= 6).ToArray(); // the same step of every round, once the optimisers have their state
        Assert.True(generatorTurns.Length > 50);
        Assert.All(generatorTurns[..^1], count => Assert.Equal(generatorTurns[0], count));
    }

    [Fact]
    public void Only_the_newest_checkpoints_and_those_that_closed_a_phase_stay()
    {
        using var game = new RingGame(rounds: 9);
        new Trainer(game, _folder["run"], new TrainerOptions { SaveEvery = 2, Keep = 2 }).Run();
        Assert.Equal(["step-00000024", "step-00000027"], Directory.GetDirectories(_folder["run/checkpoints"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_touched()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run/mine.txt"], "mine");
        using var game = new RingGame();
        Assert.Contains("not empty", Assert.Throws<InvalidInputException>(() => new Trainer(game, _folder["run"])).Message, StringComparison.Ordinal);
        Assert.Equal([_folder["run/mine.txt"]], Directory.GetFileSystemEntries(_folder["run"]));
    }
}
