using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Training;

public sealed class RunDirectoryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_ended_before_its_first_file_can_be_begun_again()
    {
        foreach (var begun in new[] { "samples", "checkpoints" }) Directory.CreateDirectory(_folder["run/" + begun]);
        foreach (var file in new[] { ".lock", "log.txt", "config.yaml.4711.tmp" }) File.WriteAllText(_folder["run/" + file], "");
        Assert.False(RunDirectory.IsBegun(_folder["run"]));
        Assert.Equal(_folder["run"], RunDirectory.OpenOrCreate(_folder["run"]).Path);
        Assert.Equal(_folder["new"], RunDirectory.OpenOrCreate(_folder["new"]).Path);
    }

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("environment.json")]
    public void A_run_that_was_begun_is_opened_whatever_else_is_there(string first)
    {
        var run = RunDirectory.Create(_folder["run"]);
        run.WriteText(first, "");
        run.WriteText("notes.txt", "mine");
        Assert.True(RunDirectory.IsBegun(_folder["run"]));
        Assert.Equal("mine", File.ReadAllText(RunDirectory.OpenOrCreate(_folder["run"]).Resolve("notes.txt")));
        Assert.Throws<InvalidInputException>(() => RunDirectory.Create(_folder["run"]));
    }

    [Theory]
    [InlineData("config.yaml")] // another program's
    [InlineData("checkpoints/model.pt", "notes.tmp")]
    public void A_folder_of_something_else_is_refused(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder["run/" + file])!);
            File.WriteAllText(_folder["run/" + file], "");
        }
        Assert.Contains("not empty", Assert.Throws<InvalidInputException>(() => RunDirectory.OpenOrCreate(_folder["run"])).Message, StringComparison.Ordinal);
    }
}
