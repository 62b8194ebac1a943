using System.Diagnostics;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>A training that is killed leaves only whole checkpoints and goes on to the same end. bench/durability/kills.py does this some hundred times.</summary>
public sealed class KillTests : IDisposable
{
    const int Kills = 5;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Killed_while_it_writes_and_resumed_it_ends_as_one_that_was_not()
    {
        TinyExperiment.Write(_folder, "rounds: 5", "rollout-lag: 0.8", "controls: true", "save-every: 1", "evaluate-every: 2");
        Assert.Equal(0, Train("whole").Code);
        var (random, killed) = (new Random(1), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Seqgan.Start(_folder.Path, Arguments("run"));
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            for (var writes = random.Next(1, 20); writes > 0 && !process.HasExited; writes--) WaitForAWrite(process);
            process.Kill();
            if (Seqgan.End(process, "", errors).Code == 0) continue; // it was faster
            Assert.Equal((137, ""), (process.ExitCode, output.GetAwaiter().GetResult()));
            killed++;
            var check = Seqgan.Script(_folder.Path, "shopt -s nullglob; for c in run/checkpoints/step-*/; do (cd $c && sha256sum --check --strict --quiet SHA256SUMS) || exit 1; done");
            Assert.Equal((0, "", ""), (check.Code, check.Output, check.Errors));
        }
        Assert.InRange(killed, 1, Kills);
        Assert.Equal(0, Train("run").Code);
        Assert.Equal(Files("whole"), Files("run"));
    }

    Outcome Train(string run) => Seqgan.Run(_folder.Path, Arguments(run));

    static string[] Arguments(string run) => ["train", "experiments/tiny.yaml", "--out", run, "--resume"];

    // Until another temporary file or folder is in sight, or none.
    void WaitForAWrite(Process process)
    {
        var before = Temporaries();
        while (!process.HasExited && Temporaries() == before) Thread.Sleep(1);
    }

    string Temporaries()
    {
        try
        {
            return string.Join(' ', Directory.EnumerateFileSystemEntries(_folder.File("run"), "*.tmp", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        }
        catch (DirectoryNotFoundException)
        {
            return "a folder came or went meanwhile";
        }
    }

    // All but the files that tell the time.
    string[] Files(string run) => [.. Snapshot.Of(_folder.File(run)).Where(line => !line.StartsWith("log.txt ", StringComparison.Ordinal) && !line.StartsWith("timings.jsonl ", StringComparison.Ordinal))];
}
