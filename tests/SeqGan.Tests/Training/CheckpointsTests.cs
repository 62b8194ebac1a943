using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SeqGan.Tests.Training;

[Collection(OneAtATime.Name)]
public sealed class CheckpointsTests : IDisposable
{
    static readonly TrainerOptions _cadence = new() { SaveEvery = 1, EvaluateEvery = 1 };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_checksums_are_those_of_sha256sum()
    {
        var folder = Directory.CreateDirectory(_folder["sums"]).FullName;
        File.WriteAllText(Path.Combine(folder, "abc"), "abc");
        Checksums.Write(folder, open: null);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n", File.ReadAllText(Path.Combine(folder, Checksums.FileName))); // FIPS 180-2, B.1
        Checksums.Verify(folder);
        File.WriteAllText(Path.Combine(folder, "new"), "");
        Assert.Contains("does not list it", Assert.Throws<InvalidInputException>(() => Checksums.Verify(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a sum\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  ../abc\n")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n")]
    public void A_list_of_checksums_that_is_none_is_refused(string sums)
    {
        var folder = Directory.CreateDirectory(_folder["sums"]).FullName;
        File.WriteAllText(Path.Combine(folder, "abc"), "abc");
        File.WriteAllText(Path.Combine(folder, Checksums.FileName), sums);
        Assert.Throws<InvalidInputException>(() => Checksums.Verify(folder));
    }

    [Theory]
    [InlineData("generator.safetensors")]
    [InlineData("critic.optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData(Checksums.FileName)]
    public void A_damaged_checkpoint_is_told_of_and_the_one_before_it_is_taken(string file)
    {
        string[] whole;
        using (var game = new RingGame(rounds: 3))
        {
            new Trainer(game, _folder["run"], _cadence).Run();
            whole = RunFiles.Of(_folder["run"]);
        }
        foreach (var (how, damage) in new (string, Action<string>)[]
        {
            ("bit", path => { var bytes = File.ReadAllBytes(path); bytes[bytes.Length / 2] ^= 1; File.WriteAllBytes(path, bytes); }),
            ("cut", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3])),
            ("empty", path => File.WriteAllBytes(path, [])),
            ("gone", File.Delete),
        })
        {
            var copy = RunFiles.Copy(_folder["run"], _folder[how]);
            damage(Path.Combine(copy, "checkpoints/step-00000009", file));
            var told = new Told();
            using var game = new RingGame(rounds: 3);
            new Trainer(game, RunDirectory.Open(copy), _cadence, told.Logger).Run();
            Assert.Contains(told.Lines, line => line.Contains("step-00000009", StringComparison.Ordinal) && line.Contains("falling back on the one before", StringComparison.Ordinal));
            Assert.Contains(told.Lines, line => line.Contains("goes on after step 6 of 9", StringComparison.Ordinal));
            Assert.Equal(whole, RunFiles.Of(copy));
        }
    }

    [Theory]
    [InlineData("generator.safetensors")]
    [InlineData("state.json")]
    public void What_is_saved_after_a_fallback_stays_and_the_damaged_one_takes_no_place(string file)
    {
        using (var game = new RingGame(rounds: 4)) Stops.At(8, game, RunDirectory.Create(_folder["run"]), _cadence);
        File.AppendAllText(_folder[$"run/checkpoints/step-00000008/{file}"], " ");
        string[] Left() => [.. Directory.GetDirectories(_folder["run/checkpoints"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

        var (told, once) = (new Told(), _cadence with { Keep = 1 });
        using (var game = new RingGame(rounds: 4))
        {
            using var cancellation = new CancellationTokenSource();
            var stop = new Collector { OnReport = report => { if (report.Step == 7) cancellation.Cancel(); } };
            var stopped = Assert.Throws<OperationCanceledException>(() => new Trainer(game, RunDirectory.Open(_folder["run"]), once, told.Logger).Run(stop, cancellation.Token));
            Assert.Contains("step-00000007", stopped.Message, StringComparison.Ordinal);
        }
        Assert.Contains(told.Lines, line => line.StartsWith("step-00000008 is now ", StringComparison.Ordinal) && line.EndsWith("damaged-step-00000008, until that step is saved again", StringComparison.Ordinal));
        Assert.Equal(["damaged-step-00000008", "step-00000006", "step-00000007"], Left());

        using (var game = new RingGame(rounds: 4)) Stops.At(8, game, RunDirectory.Open(_folder["run"]), once);
        Assert.Equal(["step-00000006", "step-00000008"], Left());
    }

    [Fact]
    public void Where_no_checkpoint_is_sound_nothing_is_overwritten()
    {
        using (var game = new RingGame(rounds: 2)) new Trainer(game, _folder["run"], _cadence).Run();
        foreach (var state in Directory.GetFiles(_folder["run/checkpoints"], "state.json", SearchOption.AllDirectories)) File.AppendAllText(state, " ");
        using var again = new RingGame(rounds: 2);
        var error = Assert.Throws<InvalidInputException>(() => new Trainer(again, RunDirectory.Open(_folder["run"]), _cadence).Run());
        Assert.Contains("no checkpoint in", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetDirectories(_folder["run/checkpoints"]).Length);
        Assert.Equal(4, File.ReadLines(_folder["run/metrics.jsonl"]).Count());
    }

    [Theory]
    [InlineData("modes", "", 3, 9)]
    [InlineData("", "modes", 5, 9)]
    [InlineData("modes", "modes", 3, 5, 9)]
    [InlineData("", "", 9)]
    [InlineData("nothing-of-this-name", "", 9)]
    public void The_best_by_a_named_metric_stays(string highest, string lowest, params int[] steps)
    {
        using var game = new ScriptedGame([2, 4, 7, 3, 1, 5, 7, 6, 2]); // modes after rounds 1 to 9
        var options = new TrainerOptions { EvaluateEvery = 1, Keep = 1, KeepHighest = highest, KeepLowest = lowest };
        new Trainer(game, _folder["run"], options).Run();
        Assert.Equal(steps.Select(step => $"step-{step:D8}"), Directory.GetDirectories(_folder["run/checkpoints"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_metric_that_nobody_measures_is_told_of_once()
    {
        var told = new Told();
        using var game = new ScriptedGame([2, 4]);
        var run = RunDirectory.Create(_folder["run"]);
        new Trainer(game, run, new TrainerOptions { EvaluateEvery = 1, KeepHighest = "mods", KeepLowest = "modes" }, told.Logger).Run();
        Assert.Equal("keep-highest and keep-lowest: there is no metric mods, so that nothing is kept for it; there are: modes", Assert.Single(told.Lines, line => line.Contains("there is no metric", StringComparison.Ordinal)));
        Assert.Equal((true, false), (run.Checkpoints.Has(2), run.Checkpoints.Has(3)));
    }

    [Theory]
    [InlineData("\"sums\": []", "\"sums\": [null]", "its counts contradict each other")]
    [InlineData("\"game\": \"ring\"", "\"game\": null", "a fact of its identity has no value")]
    public void A_state_with_a_hole_is_refused(string whole, string hole, string message)
    {
        using (var game = new RingGame(rounds: 1)) new Trainer(game, _folder["run"], _cadence).Run();
        var checkpoints = RunDirectory.Open(_folder["run"]).Checkpoints;
        var file = Path.Combine(checkpoints.Find(), "state.json");
        var text = File.ReadAllText(file);
        Assert.Contains(whole, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(whole, hole, StringComparison.Ordinal));
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => checkpoints.Find()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_at_any_call_leaves_the_checkpoint_before_it()
    {
        var failures = 0;
        using (var game = new RingGame(rounds: 1)) new Trainer(game, _folder["start"], _cadence).Run();
        var start = RunFiles.Of(_folder["start"]);
        for (var call = 1; ; call++)
        {
            var run = RunDirectory.Open(RunFiles.Copy(_folder["start"], _folder[$"at-{call}"]));
            using var game = new RingGame(rounds: 1);
            var restored = run.Checkpoints.Restore(game, RunIdentity.Of(game), _ => { })!;
            var calls = 0;
            run.Checkpoints.OpenFile = path => new FailingFile(path, () => ++calls == call);
            restored.Saved.State.Advance(game.Schedule().First(), []);
            try
            {
                run.Checkpoints.Save(game, restored.Saved, _cadence);
                Assert.Equal(calls + 1, call); // no call was left to fail
                break;
            }
            catch (IOException error)
            {
                failures++;
                Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
                Assert.Equal(start, RunFiles.Of(run.Path));
                Assert.Equal(["step-00000003"], Directory.GetFileSystemEntries(Path.Combine(run.Path, "checkpoints")).Select(Path.GetFileName));
            }
        }
        Assert.True(failures > 20, $"only {failures} calls");
    }

    [Fact]
    public void What_a_killed_process_has_left_is_cleared_away_and_nothing_else()
    {
        string[] whole;
        using (var game = new RingGame(rounds: 2))
        {
            new Trainer(game, _folder["run"], _cadence).Run();
            whole = RunFiles.Of(_folder["run"]);
        }
        var checkpoints = _folder["run/checkpoints"];
        foreach (var junk in new[] { ".step-00000009.tmp", ".removed.tmp" })
        {
            Directory.CreateDirectory(Path.Combine(checkpoints, junk));
            File.WriteAllText(Path.Combine(checkpoints, junk, "state.json"), "{");
        }
        RunFiles.Copy(Path.Combine(checkpoints, "step-00000006"), Path.Combine(checkpoints, "step-00000006.replaced")); // between two renames
        File.WriteAllText(_folder["run/config.yaml.4711.tmp"], "half");
        File.WriteAllText(_folder["run/mine.tmp"], "mine");

        using (var game = new RingGame(rounds: 2)) new Trainer(game, RunDirectory.Open(_folder["run"]), _cadence).Run();
        Assert.Equal(["step-00000003", "step-00000006"], Directory.GetDirectories(checkpoints).Select(Path.GetFileName).Order());
        Assert.False(File.Exists(_folder["run/config.yaml.4711.tmp"]));
        Assert.Equal("mine", File.ReadAllText(_folder["run/mine.tmp"]));
        Assert.Equal(whole, RunFiles.Of(_folder["run"]));
    }

    [Fact]
    public void A_checkpoint_that_is_being_replaced_can_be_read_all_the_time()
    {
        using (var game = new RingGame(rounds: 2)) new Trainer(game, _folder["run"], _cadence).Run();
        Directory.Move(_folder["run/checkpoints/step-00000006"], _folder["run/checkpoints/step-00000006.replaced"]); // killed between two renames
        Assert.EndsWith("step-00000006.replaced", RunDirectory.Open(_folder["run"]).Checkpoints.Find(), StringComparison.Ordinal);
        var told = new Told();
        using var again = new RingGame(rounds: 2);
        new Trainer(again, RunDirectory.Open(_folder["run"]), _cadence, told.Logger).Run();
        Assert.Contains(told.Lines, line => line.Contains("goes on after step 6", StringComparison.Ordinal));
    }

    // What it was told, as a person would read it.
    sealed class Told : ILogEventSink
    {
        public List<string> Lines { get; } = [];

        public Logger Logger => new LoggerConfiguration().WriteTo.Sink(this).CreateLogger();

        public void Emit(LogEvent logEvent) => Lines.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal));
    }

    // A disk whose calls fail when it is told to.
    sealed class FailingFile(string path, Func<bool> fails) : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            Call();
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Call();
            base.Write(buffer);
        }

        public override void WriteByte(byte value)
        {
            Call();
            base.WriteByte(value);
        }

        public override void Flush(bool flushToDisk)
        {
            Call();
            base.Flush(flushToDisk);
        }

        void Call()
        {
            if (fails()) throw new IOException("no space left on device");
        }
    }
}
