using System.Diagnostics;
using System.Runtime.InteropServices;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

public sealed class InterruptionTests
{
    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_the_training_with_a_checkpoint_that_can_be_used(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are POSIX");
        using var folder = new TemporaryFolder();
        TinyExperiment.Write(folder, "rounds: 1000000");
        using var process = Seqgan.Start(folder.Path, "train", "experiments/tiny.yaml", "--out", "run");
        var output = process.StandardOutput.ReadToEndAsync();
        WaitForMaximumLikelihood(process);
        var errors = process.StandardError.ReadToEndAsync();

        Signal(process, signal);
        var outcome = Seqgan.End(process, "", errors);
        Assert.Equal((code, ""), (outcome.Code, output.GetAwaiter().GetResult()));
        Assert.Contains("seqgan: interrupted after step", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
        Assert.Equal(5, Seqgan.Run(folder.Path, "generate", "run", "-n", "5").OutputLines.Length);
    }

    [SkippableFact]
    public void A_second_signal_does_not_wait_for_the_end_of_a_step()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are POSIX");
        using var folder = new TemporaryFolder();
        TinyExperiment.Write(folder, "rounds: 1", "policy-batch: 20000"); // with so many rollouts, a step of minutes
        using var process = Seqgan.Start(folder.Path, "train", "experiments/tiny.yaml", "--set", "discriminator-pretrain=0", "rollouts=100", "kernels=false", "--out", "run");
        var output = process.StandardOutput.ReadToEndAsync();
        WaitForMaximumLikelihood(process);
        var errors = process.StandardError.ReadToEndAsync();

        while (!Directory.EnumerateDirectories(folder.File("run/checkpoints"), "step-*").Any()) Thread.Sleep(5);
        var before = Snapshot.Of(folder.File("run/checkpoints"));
        while (!process.WaitForExit(50)) Signal(process, "INT"); // two that come at one time are one
        var outcome = Seqgan.End(process, "", errors);
        Assert.Equal((130, "", ""), (outcome.Code, output.GetAwaiter().GetResult(), string.Concat(outcome.Errors.Split('\n').Where(line => !line.StartsWith("  ", StringComparison.Ordinal))))); // of samples
        Assert.Equal(before, Snapshot.Of(folder.File("run/checkpoints")));
        Assert.Equal(5, Seqgan.Run(folder.Path, "generate", "run", "-n", "5").OutputLines.Length);
    }

    [Fact]
    public void A_signal_that_is_handled_when_the_work_is_over_ends_the_process()
    {
        var interruption = new Interruption();
        interruption.Dispose();
        var late = new PosixSignalContext(PosixSignal.SIGTERM);
        interruption.Handle(late);
        Assert.False(late.Cancel);

        using var working = new Interruption();
        var first = new PosixSignalContext(PosixSignal.SIGTERM);
        working.Handle(first);
        Assert.Equal((true, true, 143), (first.Cancel, working.Token.IsCancellationRequested, working.ExitCode));
    }

    static void WaitForMaximumLikelihood(Process process)
    {
        var line = process.StandardError.ReadLine();
        while (line is not null && !line.StartsWith("after maximum likelihood", StringComparison.Ordinal)) line = process.StandardError.ReadLine();
    }

    static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
