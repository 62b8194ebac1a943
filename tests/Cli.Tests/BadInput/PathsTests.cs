using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Paths with everything that a path may hold, and paths that lead nowhere.</summary>
public sealed class PathsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public PathsTests() => TinyExperiment.Write(_folder, "rounds: 1");

    public void Dispose() => _folder.Dispose();

    Outcome Run(params string[] arguments) => Seqgan.Run(_folder.Path, arguments);

    [SkippableTheory]
    [InlineData("with spaces and 'quotes' \"both\"")]
    [InlineData("山水/ünï😀")]
    [InlineData("-n")]
    [InlineData("two\nlines: [x] #y")]
    public void Any_name_will_do_for_a_run(string name)
    {
        Skip.If(OperatingSystem.IsWindows() && name.AsSpan().ContainsAny("\"\n:"), "no name there");
        var path = Path.Combine(".", name);
        Directory.CreateDirectory(_folder.File(name));
        File.Copy(_folder.File("experiments/lines.txt"), _folder.File(name + "/lines.txt"));
        var trained = Run("train", "experiments/tiny.yaml", "--data", Path.Combine(path, "lines.txt"), "--out", Path.Combine(path, "run"));
        Assert.True(trained.Code == 0, trained.Errors);
        Assert.Equal(3, Run("generate", Path.Combine(path, "run"), "-n", "3").OutputLines.Length);
        Assert.Equal(0, Run("evaluate", Path.Combine(path, "run"), "--samples", "4").Code); // the corpus is found again
    }

    [Theory]
    [InlineData("", "the run directory has no name; give one")]
    [InlineData("experiments", "experiments is there already and is not empty; choose another folder for the run")]
    [InlineData("experiments/tiny.yaml", "experiments/tiny.yaml is there already and is not empty")]
    [InlineData("experiments/tiny.yaml/run", "experiments/tiny.yaml/run lies below the file")]
    [InlineData("experiments/tiny.yaml/a/b/c", "experiments/tiny.yaml/a/b/c lies below the file")]
    public void A_run_takes_no_place_that_is_taken(string name, string message)
    {
        var before = Snapshot.Of(_folder.Path);
        Run("train", "experiments/tiny.yaml", "--out", name).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }

    [SkippableTheory]
    [InlineData("train|loop", "loop cannot be read: Too many levels of symbolic links", "check the path")]
    [InlineData("train|experiments/tiny.yaml|--data|loop", "loop", "Too many levels of symbolic links", "check the path")]
    [InlineData("train|experiments/tiny.yaml|--out|loop", "loop is there already and is not empty; choose another folder for the run")]
    [InlineData("generate|loop", "loop is no folder; give the directory of a run")]
    [InlineData("evaluate|loop|--reference|experiments/lines.txt", "loop", "check the path")]
    [InlineData("evaluate|experiments/lines.txt|--reference|dangling", "dangling: cannot be opened: 'Could not find file", "check the path")]
    [InlineData("train|experiments/tiny.yaml|--out|dangling", "dangling is there already and is not empty; choose another folder for the run")]
    public void A_link_that_leads_nowhere_is_refused(string arguments, params string[] message)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege");
        File.CreateSymbolicLink(_folder.File("loop"), "loop");
        File.CreateSymbolicLink(_folder.File("dangling"), "nowhere");
        var before = Snapshot.Of(_folder.Path);
        Run(arguments.Split('|')).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }

    [Fact]
    public void A_name_longer_than_any_name_can_be_is_refused()
    {
        var name = new string('x', 300);
        Run("train", name).AssertRefused("there is no experiment");
        Run("generate", name).AssertRefused("is no folder");
        Run("evaluate", name, "--reference", "experiments/lines.txt").AssertRefused("there is no such file");
    }
}
