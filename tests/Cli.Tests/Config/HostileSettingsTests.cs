using SeqGan.Cli.Config;
using SeqGan.TestSupport;
using SeqGan.Tokenization;
using Xunit.Abstractions;

namespace SeqGan.Cli.Tests.Config;

/// <summary>Damaged and hostile files of settings: <see cref="HostileReader"/> says what must hold.</summary>
public sealed class HostileSettingsTests(ITestOutputHelper output) : IDisposable
{
    readonly Support.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    HostileReader Yaml => new("yaml", HostileBytes.Words(
        "# a comment\ndata: x.yaml\nrollouts: 16\nfilter-widths: [1, 2]\nfilter-counts: [3, 4]\ntokenizer: 'word'\n",
        "data: x.yaml\nthreads: 2\nvalid: ~\nfilter-widths:\n  - 1\n  - 2\nfilter-counts: [3, 4]\nfield: \"a\\u00e9\"\n",
        File.ReadAllText(ExperimentFiles.Find("quatrains").Path)), bytes =>
    {
        File.WriteAllBytes(_folder.File("x.yaml"), bytes);
        Experiment.Bind(YamlSettings.Read(_folder.File("x.yaml"), "x.yaml"), _folder.Path);
    })
    {
        Words = HostileBytes.Words("&a ", "*a", "&a [*a, *a]", "<<: *a\n", "!!python/object/apply:os.system ['true']\n", "!!binary ", "!<x> ", "%YAML 99999999999999999999.1\n", "%TAG ! x\n", "--- ", "...\n", "? ", ": ", "- ", "[", "]", "{", "}", "|", ">", "|9\n",
            "\"\\x", "\"\\0\"", "\"\\U00110000\"", "\"\\ud800\"", "'", "\t", "\n", "\r", "\u0085", "\u2028", "\uFEFF", "# ", "@", "`", "a: ", "seed: ", "batch: 99999999999\n", "\u001b[31m", ", ", "\n  "),
    };

    [Fact]
    public void Some_hostile_files_end_in_a_value_or_a_line() => Yaml.Try<InvalidInputException>(200, output.WriteLine);

    [Fact]
    [Trait("Category", "Long")]
    public void Many_hostile_files_end_in_a_value_or_a_line() => Yaml.Try<InvalidInputException>(3000, output.WriteLine);
}
