using System.Diagnostics;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Ctrl-C and SIGTERM before a training has begun: the shell's code, no stack trace, nothing half made. (InterruptionTests and FilterTests have those during the work.)</summary>
public sealed class SignalsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public SignalsTests() => TinyExperiment.Write(_folder, "rounds: 1");

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void While_a_huge_corpus_is_read_nothing_is_left_behind(string signal, int code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc tells what a process reads");
        using (var huge = new StreamWriter(_folder.File("huge.txt")))
            for (var i = 0; i < 1_000_000; i++) huge.WriteLine("a line among very many lines, none of which is ever learned from");
        var before = Directory.GetFileSystemEntries(_folder.Path);
        Stopped(signal, code, "huge.txt", "train", "experiments/tiny.yaml", "--data", "huge.txt", "--out", "run");
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path));
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void While_lines_to_score_are_waited_for_it_ends_at_once(string signal, int code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc tells what a process reads");
        using (var make = Process.Start("mkfifo", [_folder.File("fifo")])) make.WaitForExit();
        using var writer = new FileStream(_folder.File("fifo"), FileMode.Open, FileAccess.ReadWrite); // never writes
        Stopped(signal, code, "fifo", "evaluate", "fifo", "--reference", "experiments/lines.txt");
    }

    void Stopped(string signal, int code, string reads, params string[] arguments)
    {
        using var process = Seqgan.Start(_folder.Path, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && !Reads(process.Id, reads)) Thread.Sleep(5);
        Assert.False(process.HasExited, "it ended before it was stopped");
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        var outcome = Seqgan.End(process, "", errors);
        Assert.Equal((code, "", ""), (outcome.Code, output.GetAwaiter().GetResult(), outcome.Errors));
    }

    static bool Reads(int process, string file)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(descriptor => File.ResolveLinkTarget(descriptor, false)?.Name == file);
        }
        catch (IOException)
        {
            return false; // a descriptor was closed meanwhile
        }
    }
}
