using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Training;

/// <summary>N + M steps without a stop against N, another process's game, M: the same bytes.</summary>
[Collection(OneAtATime.Name)]
public sealed class ResumeTests : IDisposable
{
    static readonly TrainerOptions _cadence = new() { EvaluateEvery = 1, SaveEvery = 1 };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static SeqGanOptions Options => Some.Tiny with { Dropout = 0.1, RolloutLag = 0.5, Controls = true, Generator = NetworkKind.Rnn };

    IGame SeqGan(SeqGanOptions? options = null) => new SeqGanGame(Some.Corpus(_folder), options ?? Options);

    [Fact]
    public void A_game_that_is_stopped_after_every_step_ends_as_one_that_is_not() =>
        Assert.Equal(Whole("whole", () => new RingGame(rounds: 4)), Stopped("stopped", every: 1, () => new RingGame(rounds: 4)));

    [Theory]
    [InlineData(NetworkKind.Rnn)]
    [InlineData(NetworkKind.Cnn)]
    public void SeqGan_that_is_stopped_in_every_phase_ends_as_one_that_is_not(NetworkKind kind)
    {
        var options = Options with { Generator = kind, Discriminator = kind, DiscriminatorHidden = 6 };
        Assert.Equal(Whole("whole", () => SeqGan(options)), Stopped("stopped", every: 11, () => SeqGan(options)));
    }

    [Fact]
    public void The_checkpoints_of_interruptions_are_gone_when_the_next_is_saved()
    {
        Whole("whole", () => new RingGame(rounds: 6));
        Stopped("stopped", every: 4, () => new RingGame(rounds: 6));
        string[] Kept(string run) => [.. Directory.GetDirectories(_folder[run + "/checkpoints"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["step-00000015", "step-00000018"], Kept("whole"));
        Assert.Equal(Kept("whole"), Kept("stopped"));
    }

    [Theory]
    [InlineData("mle", 20)]
    [InlineData("discriminator", 35)]
    [InlineData("adversarial", 60)]
    [InlineData("constant-reward", 97)]
    [InlineData("shuffled-reward", 120)]
    public void SeqGan_that_crashes_in_a_phase_goes_on_from_its_last_checkpoint_and_writes_no_row_twice(string phase, long step)
    {
        var whole = Whole("whole", () => SeqGan());
        using (var game = SeqGan())
        {
            var crash = new Collector { OnReport = report => { if (report.Step == step) throw new InvalidTimeZoneException(report.Turn.Phase); } };
            var error = Assert.Throws<InvalidTimeZoneException>(() => new Trainer(game, _folder["crashed"], _cadence).Run(crash));
            Assert.Equal(phase, error.Message);
        }
        File.AppendAllText(_folder["crashed/metrics.jsonl"], "{\"step\":99999"); // the row that was being written
        using (var game = SeqGan()) new Trainer(game, RunDirectory.Open(_folder["crashed"]), _cadence).Run();
        Assert.Equal(whole, RunFiles.Of(_folder["crashed"]));
        Assert.Equal(File.ReadLines(_folder["whole/timings.jsonl"]).Count(), File.ReadLines(_folder["crashed/timings.jsonl"]).Count());
    }

    [Fact]
    public void A_run_that_is_over_stays_as_it_is()
    {
        var whole = Whole("run", () => SeqGan());
        using var game = SeqGan();
        var seen = new Collector();
        new Trainer(game, RunDirectory.Open(_folder["run"]), _cadence).Run(seen);
        Assert.Empty(seen.Reports);
        Assert.Equal(whole, RunFiles.Of(_folder["run"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_are_missing_are_told_of_and_not_made_up(bool gone)
    {
        Whole("run", () => new RingGame(rounds: 2));
        var metrics = _folder["run/metrics.jsonl"];
        var kept = gone ? "" : File.ReadAllText(metrics)[..^9];
        if (gone) File.Delete(metrics);
        else File.WriteAllText(metrics, kept);
        using var game = new RingGame(rounds: 2);
        var error = Assert.Throws<InvalidInputException>(() => new Trainer(game, RunDirectory.Open(_folder["run"]), _cadence).Run());
        Assert.Matches(@"metrics\.jsonl is damaged: it has \d+ bytes, and the checkpoint counts on \d+; use an intact copy of the run", error.Message);
        Assert.Equal(kept, gone ? "" : File.ReadAllText(metrics));
        Assert.Equal(!gone, File.Exists(metrics));
    }

    [Fact]
    public void What_the_game_plays_with_afterwards_is_the_state_of_the_checkpoint()
    {
        Whole("run", () => SeqGan());
        using var first = new SeqGanGame(Some.Corpus(_folder), Options);
        new Trainer(first, _folder["again"], _cadence).Run();
        using var resumed = new SeqGanGame(Some.Corpus(_folder), Options);
        new Trainer(resumed, RunDirectory.Open(_folder["run"]), _cadence).Run();
        Assert.Equal(first.Generate(20, seed: 5), resumed.Generate(20, seed: 5));
    }

    [Fact]
    public void A_network_that_nobody_has_trained_has_no_optimiser_in_a_checkpoint()
    {
        using var game = SeqGan(Options with { Controls = true });
        var run = RunDirectory.OpenOrCreate(_folder["run"]);
        new Trainer(game, run, _cadence).Run();
        string[] Optimisers(string phase) => [.. Directory.EnumerateFiles(run.Checkpoints.Open(phase, null).Folder, "*.optimizer.*").Select(file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["imitator"], Optimisers("mle"));
        Assert.Equal(["discriminator", "imitator"], Optimisers("discriminator"));
        Assert.Equal(["constant-policy", "discriminator", "imitator", "policy", "shuffled-discriminator", "shuffled-policy"], Optimisers("shuffled-reward"));
    }

    [Theory]
    [InlineData("hidden", "hidden is 9, but 8 in the run")]
    [InlineData("seed", "seed is 2, but 1 in the run")]
    [InlineData("generator", "generator is cnn, but rnn in the run")]
    [InlineData("filters", "filter-counts is [4,4,5], but [4,4,4] in the run")]
    [InlineData("data", "data: lines is ", ", but ")]
    public void A_run_of_another_game_is_refused_by_the_name_of_what_differs_and_stays_as_it_was(string what, params string[] message)
    {
        using (var game = SeqGan()) new Trainer(game, _folder["run"], _cadence).Run();
        var before = RunFiles.Of(_folder["run"]);
        var other = what switch
        {
            "hidden" => Options with { Hidden = 9 },
            "seed" => Options with { Seed = 2 },
            "generator" => Options with { Generator = NetworkKind.Cnn },
            "filters" => Options with { FilterCounts = [4, 4, 5] },
            _ => Options,
        };
        var corpus = what == "data" ? Some.Corpus(_folder, Some.Lines(200).Select(line => string.Concat(line.Reverse()))) : Some.Corpus(_folder);
        using var another = new SeqGanGame(corpus, other);
        var error = Assert.Throws<InvalidInputException>(() => new Trainer(another, RunDirectory.Open(_folder["run"]), _cadence).Run());
        foreach (var part in message) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Of(_folder["run"]));
    }

    [Fact]
    public void Data_may_be_called_otherwise_and_lie_elsewhere()
    {
        static SortedDictionary<string, string> Facts(string file, string folder, string sum = "ab") => new(StringComparer.Ordinal)
        {
            ["game"] = "seqgan",
            [$"data: sha256 of {file}"] = sum,
            ["data: sha256 of test.txt"] = "cd",
            ["data: oracle"] = $"{folder}fingerprint 12ef",
        };
        RunIdentity.RequireSame(Facts("a.txt", "weights, old, "), Facts("b.txt", "read from files, "), "run");
        var error = Assert.Throws<InvalidInputException>(() => RunIdentity.RequireSame(Facts("a.txt", ""), Facts("a.txt", "", "aa"), "run"));
        Assert.StartsWith("data: sha256 is aa, cd, but ab, cd in the run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_accepted_before_its_first_step_and_never_where_it_is_refused()
    {
        var accepted = 0;
        void Train(SeqGanOptions options)
        {
            using var game = SeqGan(options);
            new Trainer(game, RunDirectory.OpenOrCreate(_folder["run"]), _cadence) { Accepted = () => accepted++ }.Run(new Collector { OnReport = _ => Assert.Equal(1, accepted) });
        }
        Train(Options);
        Assert.Throws<InvalidInputException>(() => Train(Options with { Hidden = 9 }));
        Assert.Equal(1, accepted);
    }

    [Fact]
    public void A_vocabulary_of_the_same_size_with_other_words_is_refused()
    {
        using (var game = SeqGan()) new Trainer(game, _folder["run"], _cadence).Run();
        var state = Directory.GetFiles(_folder["run"], "state.json", SearchOption.AllDirectories).Select(File.ReadAllText).Last();
        Assert.Contains("\"sha256 of tokenizer.json\"", state, StringComparison.Ordinal);
        var tokenizer = _folder["run/tokenizer.json"];
        File.WriteAllText(tokenizer, File.ReadAllText(tokenizer).Replace("\"a\"", "\"z\"", StringComparison.Ordinal));
        var error = Assert.Throws<InvalidInputException>(() => TextGenerator.Open(RunDirectory.Open(_folder["run"])));
        Assert.Contains("tokenizer.json is damaged: it is not the one with which the run was trained", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_goes_wrong_after_a_resume_names_the_checkpoint_it_went_on_from()
    {
        using (var game = new RingGame(rounds: 10)) Stops.At(5, game, RunDirectory.Create(_folder["run"]), _cadence);
        using var poisoned = new RingGame(rounds: 10) { PoisonAt = 2 };
        var error = Assert.Throws<NonFiniteException>(() => new Trainer(poisoned, RunDirectory.Open(_folder["run"])).Run());
        Assert.Equal(("generator", 8), (error.Player, error.Step));
        Assert.Contains("the last good checkpoint is", error.Message, StringComparison.Ordinal);
        Assert.Contains("step-00000005", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_trainers_in_one_folder_do_not_harm_each_other()
    {
        using var game = new RingGame(rounds: 2);
        using var other = new RingGame(rounds: 2);
        var refused = 0;
        var intruder = new Collector
        {
            OnReport = _ =>
            {
                var error = Assert.Throws<InvalidInputException>(() => new Trainer(other, RunDirectory.OpenOrCreate(_folder["run"])).Run());
                Assert.Contains("is being trained by another process", error.Message, StringComparison.Ordinal);
                refused++;
            },
        };
        new Trainer(game, RunDirectory.Create(_folder["run"])).Run(intruder);
        Assert.True(refused > 2);
    }

    [Fact]
    public void A_resumed_game_holds_as_many_tensors_as_any_other()
    {
        long Live(Func<RunDirectory> run)
        {
            using var game = new RingGame(rounds: 4);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            new Trainer(game, run(), _cadence).Run();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
        using (var game = new RingGame(rounds: 4)) Stops.At(6, game, RunDirectory.Create(_folder["run"]), _cadence);
        Assert.Equal(Live(() => RunDirectory.Create(_folder["whole"])), Live(() => RunDirectory.Open(_folder["run"])));
    }

    string[] Whole(string name, Func<IGame> make)
    {
        using var game = make();
        new Trainer(game, _folder[name], _cadence).Run();
        return RunFiles.Of(_folder[name]);
    }

    string[] Stopped(string name, long every, Func<IGame> make)
    {
        Stops.Every(every, make, _folder[name], _cadence);
        return RunFiles.Of(_folder[name]);
    }
}
