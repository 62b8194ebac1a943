using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>Wrong usage is answered with code 2 and one line.</summary>
public sealed class UsageTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public UsageTests()
    {
        _folder.Write("lines.txt", "a b", "c d");
        _folder.Write("mine.yaml", "data: lines.txt", "rolouts: 3");
        _folder.Write("wrong.yaml", "data: lines.txt", "", "rollouts: abc");
    }

    public void Dispose() => _folder.Dispose();

    Outcome Run(string arguments) => Seqgan.Run(_folder.Path, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("tran", "there is no command 'tran'; did you mean 'train'?")]
    [InlineData("train quatrains --sed 3", "there is no option '--sed'; did you mean '--seed'?")]
    [InlineData("train quatrain", "there is no experiment 'quatrain'; did you mean 'quatrains'?")]
    [InlineData("train nowhere.yaml", "there is no file nowhere.yaml")]
    [InlineData("train mine.yaml", "there is no setting 'rolouts'; did you mean 'rollouts'? (mine.yaml:2)")]
    [InlineData("train wrong.yaml", "rollouts: 'abc' is not a whole number (wrong.yaml:3)")]
    [InlineData("train wrong.yaml --set rollouts=2 rounds=x", "rounds: 'x' is not a whole number (--set)")]
    [InlineData("train quatrains --data nowhere.txt", "data: there is no file nowhere.txt")]
    [InlineData("train poems", "give a file with --data")]
    [InlineData("generate nowhere", "nowhere is no folder")]
    [InlineData("generate .", "is no run directory")]
    [InlineData("generate . -n many", "-n: 'many' is not a whole number")]
    [InlineData("generate . --temperature 0", "--temperature is 0; give a number from 0.000001, which takes the likeliest, to 1000000")]
    [InlineData("evaluate nowhere.txt --reference lines.txt", "nowhere.txt: there is no such file")]
    public void It_says_what_is_wrong_and_what_to_do(string arguments, string message) => Run(arguments).AssertRefused(message);

    [Fact]
    public void Only_verbose_shows_a_stack_trace()
    {
        Assert.DoesNotContain("   at ", Run("generate nowhere").Errors);
        var verbose = Run("generate nowhere --verbose");
        Assert.Equal(2, verbose.Code);
        Assert.Contains("   at ", verbose.Errors);
    }

    [Fact]
    public void An_existing_run_directory_is_refused_and_left_as_it_was()
    {
        _folder.Write("kept.txt", "mine");
        TinyExperiment.Write(_folder, "rounds: 1");
        var outcome = Run("train experiments/tiny.yaml --out .");
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains("is not empty; choose another folder", outcome.Errors);
        Assert.False(File.Exists(_folder.File("config.yaml")));
    }

    [Fact]
    public void List_names_everything_on_standard_output()
    {
        var outcome = Run("list");
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        foreach (var name in new[] { "dialogues", "quatrains", "speech", "speeches", "seqgan", "corpora/quatrains.txt", "corpora/speeches.txt", "corpora/dialogues.tsv", "data-format", "self-bleu", "rollouts" }) Assert.Contains($"  {name} ", outcome.Output);
    }

    [Fact]
    public void Help_and_version_are_results()
    {
        var (version, help) = (Run("--version"), Run("generate --help"));
        Assert.Equal((0, ""), (version.Code, version.Errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
        Assert.Equal((0, ""), (help.Code, help.Errors));
        Assert.Contains("seqgan generate <run>", help.Output);
    }
}
