using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;
using Xunit.Abstractions;

namespace SeqGan.Tests.Training;

/// <summary>What a long training holds: as many tensors after a thousand rounds as after one, and as much memory.</summary>
[Collection(OneAtATime.Name)]
public sealed class LeakTests(ITestOutputHelper output) : IDisposable
{
    static readonly TrainerOptions _cadence = new() { EvaluateEvery = 1, SaveEvery = 1 };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static SeqGanOptions Options => Some.Tiny with { RolloutLag = 0.8, Controls = true };

    [Fact]
    public void A_game_that_went_on_holds_as_many_tensors_as_one_that_was_not_stopped()
    {
        var whole = Train("whole", Options);
        var parts = new long[] { 5, 35, 60, 97, 120, -1 }.Select(stop => Train("parts", Options, stop)).ToArray(); // a stop in each phase
        Assert.Equal(["mle", "discriminator", "adversarial", "constant-reward", "shuffled-reward", "shuffled-reward"], parts.Select(part => part[^1].Phase));
        Assert.Equal(whole, parts.SelectMany(part => part));
    }

    [Fact]
    [Trait("Category", "Long")] // some minutes
    public void Tensors_and_memory_stay_flat_over_thousands_of_steps()
    {
        var seen = Train("run", Options with { PretrainEpochs = 60, DiscriminatorPretrain = 30, Rounds = 100, EvaluationSamples = 100 });
        foreach (var steps in seen.GroupBy(one => (one.Phase, one.Turn)).Select(turn => turn.ToArray()))
        {
            output.WriteLine($"{steps[0].Phase}, {steps[0].Turn}: {steps.Length} steps, {steps[0].Tensors} to {steps[^1].Tensors} live tensors, {steps[0].Memory >> 20} to {steps[^1].Memory >> 20} MiB");
            Assert.All(steps.Skip(1), one => Assert.Equal(steps[1].Tensors, one.Tensors)); // an optimiser is made when its network is first trained
        }
        var settled = seen.Where(one => one.Step > seen[^1].Step / 4).ToArray();
        var (first, most) = (settled[0].Memory >> 20, settled.Max(one => one.Memory) >> 20);
        output.WriteLine($"{seen[^1].Step} steps: {seen[0].Memory >> 20} MiB at first, {first} after a quarter, {most} at most from there, {seen[^1].Memory >> 20} at the end");
        Assert.InRange(most - first, 0, 32); // 7 KB a step; it may well fall, as the test host's own garbage is collected
    }

    // What is held after every step of a training, to its end or to a step at which it is stopped.
    List<Held> Train(string run, SeqGanOptions options, long stop = -1)
    {
        var seen = new List<Held>();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var game = new SeqGanGame(Some.Corpus(_folder), options);
        using var stopping = new CancellationTokenSource();
        var watch = new Collector
        {
            OnReport = report =>
            {
                if (report.Evaluation is not null) return;
                seen.Add(new Held(report.Step, report.Turn.Phase, report.Turn.Name, DisposeScopeManager.Statistics.ThreadTotalLiveCount - before, Environment.WorkingSet));
                if (report.Step == stop) stopping.Cancel();
            },
        };
        var trainer = new Trainer(game, RunDirectory.OpenOrCreate(_folder[run]), _cadence);
        if (stop < 0) trainer.Run(watch, stopping.Token);
        else Assert.Throws<OperationCanceledException>(() => trainer.Run(watch, stopping.Token));
        return seen;
    }

    sealed record Held(long Step, string Phase, string Turn, long Tensors, long Memory)
    {
        public bool Equals(Held? other) => other is not null && (Step, Phase, Turn, Tensors) == (other.Step, other.Phase, other.Turn, other.Tensors);

        public override int GetHashCode() => HashCode.Combine(Step, Phase, Turn, Tensors);
    }
}
