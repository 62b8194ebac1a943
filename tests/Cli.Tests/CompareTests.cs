using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary><c>seqgan compare</c> through the real command.</summary>
public sealed class CompareTests : IDisposable
{
    static readonly string[] _set = ["--set", "shape-count=120", "size=8", "net=mlp", "width=4", "latent=4", "batch=8"];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Outcome Compare(string gans, string seeds, params string[] more) =>
        Seqgan.Run(_folder.Path, ["compare", "--gans", gans, "--seeds", seeds, "--budget", "0.2s", "--threads", "1", "--images", "40", "--out", "c", .. more, .. _set]);

    [Fact]
    public void Gans_are_compared_and_a_comparison_that_is_there_is_gone_on_with()
    {
        var first = Compare("mm,cgan", "1");
        Assert.True(first.Code == 0, first.Errors);
        Assert.Matches(@"^gan   runs +mean  deviation +best +worst +steps +seconds\nmm       1( +\S+){6}\ncgan     1( +\S+){6}\n\(as many training images: \d+\.\d{4}\)\nfrechet\|refs:\d+\(test:[0-9a-f]{8}\)\|samples:40\|extractor:classifier/", first.Output);
        Assert.Matches(@"the classifier that measures: accuracy [01]\.\d{4}\nmm, seed 1: frechet \d+\.\d{4} after \d+ steps, \d+\.\d s \(1 of 2\)\ncgan, seed 1:", first.Errors);
        var finished = File.ReadAllText(_folder.File("c/compare.csv"));
        Assert.True(File.Exists(_folder.File("c/compare.svg")));

        // A run that did not come to its end is made anew; the others stay.
        Directory.CreateDirectory(_folder.File("c/mm-2/checkpoints"));
        File.WriteAllText(_folder.File("c/mm-2/config.yaml"), "half");
        var second = Compare("mm,cgan,ns", "2");
        Assert.True(second.Code == 0, second.Errors);
        Assert.Contains("going on with c: 2 runs are there", second.Errors);
        Assert.Contains("(4 of 4)", second.Errors);
        Assert.StartsWith(finished, File.ReadAllText(_folder.File("c/compare.csv")));
        Assert.Equal(6 + 1, File.ReadAllLines(_folder.File("c/compare.csv")).Length);

        // What was trained is a run like any other.
        Assert.Equal(0, Seqgan.Run(_folder.Path, "evaluate", "c/cgan-2", "--classifier", "c/classifier", "-n", "20").Code);
        Compare("mm", "1", "--budget", "1m").AssertRefused("argument");
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_trained()
    {
        string[] compare = ["compare", "--out", "c", "--threads", "1"];
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm,biggan"]).AssertRefused("there is no GAN 'biggan' to compare; there are mm, ns,");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--budget", "soon"]).AssertRefused("--budget: 'soon' is no time that can be used; give such as 60s, 10m or 1h");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--budget", "0s"]).AssertRefused("--budget: '0s' is no time");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--seeds", "0"]).AssertRefused("--seeds is 0; give 1 to 1000");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--images", "1"]).AssertRefused("--images is 1; give 2 to");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--set", "loss=wgan"]).AssertRefused("--set: loss is the comparison's own; leave it out");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--set", "hidden=4"]).AssertRefused("there is no setting 'hidden'");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--data", "nowhere"]).AssertRefused("data: there is no file nowhere");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--set", "size=30"]).AssertRefused("mm: a dcgan needs images whose sides can be divided by 4, and these are 30 x 30");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm", "--set", "shape-count=100", "--classifier", "c"]).AssertRefused("c is no folder; give the directory of a run");
        Assert.False(Directory.Exists(_folder.File("c")));
        Directory.CreateDirectory(_folder.File("c"));
        _folder.Write("c/letter.txt", "Dear");
        Seqgan.Run(_folder.Path, [.. compare, "--gans", "mm"]).AssertRefused("c is there already and is not empty; choose another folder for the run");
    }

    [SkippableFact]
    public void A_signal_leaves_what_is_finished()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are POSIX");
        using var process = Seqgan.Start(_folder.Path, ["compare", "--gans", "mm", "--seeds", "2", "--budget", "1h", "--threads", "1", "--images", "40", "--out", "c", .. _set]);
        while (!Directory.Exists(_folder.File("c/mm-1/checkpoints")) && !process.HasExited) Thread.Sleep(20);
        Signal(process.Id);
        var errors = process.StandardError.ReadToEndAsync();
        var outcome = Seqgan.End(process, process.StandardOutput.ReadToEnd(), errors);
        Assert.Equal((143, ""), (outcome.Code, outcome.Output));
        Assert.EndsWith("seqgan: interrupted; what is finished stays in c; to go on: the same command again\n", outcome.Errors);
        Assert.True(File.Exists(_folder.File("c/compare.json")));
    }

    static void Signal(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
