using System.Diagnostics;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

public sealed class InterruptionTests
{
    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_training_with_a_checkpoint_that_can_be_used(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are POSIX");
        using var folder = new TemporaryFolder();
        TinyExperiment.Write(folder, "rounds: 1000000");
        using var process = Seqgan.Start(folder.Path, "train", "experiments/tiny.yaml", "--out", "run");
        var output = process.StandardOutput.ReadToEndAsync();
        var line = process.StandardError.ReadLine();
        while (line is not null && !line.StartsWith("after maximum likelihood", StringComparison.Ordinal)) line = process.StandardError.ReadLine();
        var errors = process.StandardError.ReadToEndAsync();

        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        var outcome = Seqgan.End(process, "", errors);
        Assert.Equal((code, ""), (outcome.Code, output.GetAwaiter().GetResult()));
        Assert.Contains("seqgan: interrupted after step", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
        Assert.Equal(5, Seqgan.Run(folder.Path, "generate", "run", "-n", "5").OutputLines.Length);
    }
}
