using System.Diagnostics;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Tokenization;
using TorchSharp;
using Xunit.Abstractions;

namespace SeqGan.Tests.Formats;

/// <summary>Every reader of a file from outside, on thousands of damaged and hostile files: <see cref="HostileReader"/> says what must hold.</summary>
[Collection(OneAtATime.Name)]
public sealed class HostileFilesTests(ITestOutputHelper output) : IDisposable
{
    const int Few = 130, Many = 2000;

    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Readers => [.. HostileReaders.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void Some_hostile_files_end_in_a_value_or_a_line(string reader) => Try(reader, Few);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Readers))]
    public void Many_hostile_files_end_in_a_value_or_a_line(string reader) => Try(reader, Many);

    void Try(string reader, int count)
    {
        new HostileReaders(_folder).Find(reader).Try<InvalidInputException>(count, output.WriteLine);
        Assert.False(File.Exists(HostilePickles.Canary));
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"the process: {process.PeakWorkingSet64 >> 20} MiB at most");
    }

    // What once ended in something else than a line.
    [Theory]
    [InlineData("environment.json", "{\"data\": {}, \"threads\": \"\\ud800\"}", "no Unicode")]
    [InlineData("environment.json", "{\"data\": {}, \"\\ud800\": 1}", "no Unicode")]
    [InlineData("environment.json", "{\"data\": {\"a\": \"\\ud800\"}}", "environment.json is damaged")]
    [InlineData("SHA256SUMS", "0000000000000000000000000000000000000000000000000000000000000000  a\u001b[31m\n", "line 1 is no checksum and name")]
    [InlineData("state.json", """{"phase": "", "endsPhase": true, "interrupted": false, "state": {"turn": 0, "cursor": 0, "step": 0, "counts": {"a": 9223372036854775807, "b": 1}, "sums": [], "metricsBytes": 0}, "scores": {}, "identity": {}}""", "its counts contradict each other")]
    [InlineData("metrics.jsonl", "{\"step\": 3, \"phase\": null, \"round\": 0, \"score/a\": 1}\n", "line 1 is no row of numbers")]
    public void What_once_went_wrong_is_refused(string reader, string input, string fault)
    {
        var error = Assert.Throws<InvalidInputException>(() => new HostileReaders(_folder).Find(reader).Read(System.Text.Encoding.UTF8.GetBytes(input)));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_can_be_had_again_by_its_number()
    {
        var readers = new HostileReaders(_folder);
        Assert.All(HostileReaders.Names, name => Assert.Equal(readers.Find(name).Input(7), readers.Find(name).Input(7)));
        Assert.NotEqual(readers.Find("npy").Input(7), readers.Find("npy").Input(8));
    }

    // The attacks are real: Python's own reader falls for every one of them.
    [SkippableFact]
    public void Pickles_that_run_code_in_Python_run_none_here()
    {
        foreach (var (pickle, i) in HostilePickles.Code.Concat(HostilePickles.Objects).Select((pickle, i) => (pickle, i)))
        {
            File.WriteAllBytes(_folder[$"{i}.pt"], PickleWriter.Archive(pickle));
            Assert.Contains("which could run code", Assert.Throws<InvalidInputException>(() => StateDictFile.Read(_folder[$"{i}.pt"])).Message, StringComparison.Ordinal);
            File.WriteAllBytes(_folder[$"{i}.pkl"], pickle);
        }
        Assert.False(File.Exists(HostilePickles.Canary));
        var touched = PyTorch.Run(_folder.Path, """
            import os, pickle, sys, time
            for i in range(int(sys.argv[2])):
                pickle.load(open(f"{i}.pkl", "rb"))
                for _ in range(100):
                    if os.path.exists(sys.argv[1]): break
                    time.sleep(0.05)
                print(os.path.exists(sys.argv[1]))
                if os.path.exists(sys.argv[1]): os.remove(sys.argv[1])
            """, HostilePickles.Canary, $"{HostilePickles.Code.Count}");
        Assert.Equal(string.Concat(HostilePickles.Code.Select(_ => "True\n")), touched);
    }
}
