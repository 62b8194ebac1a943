using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Settings that cannot be: one line that names the setting, where it stands and what would do.</summary>
public sealed class SettingsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public SettingsTests() => TinyExperiment.Write(_folder, "rounds: 1");

    public void Dispose() => _folder.Dispose();

    void Refused(string[] arguments, params string[] message)
    {
        var before = Snapshot.Of(_folder.Path);
        Seqgan.Run(_folder.Path, ["train", .. arguments]).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(_folder.Path));
    }

    [Theory]
    [InlineData("rolouts: 3", "there is no setting 'rolouts'; did you mean 'rollouts'? (mine.yaml:2)")]
    [InlineData("rollouts: abc", "rollouts: 'abc' is not a whole number (mine.yaml:2)")]
    [InlineData("rollouts: 1.5", "rollouts: '1.5' is not a whole number (mine.yaml:2)")]
    [InlineData("rollouts: [1, 2]", "rollouts: '[1, 2]' is a list; it must be one value (mine.yaml:2)")]
    [InlineData("rollouts: {a: 1}", "mine.yaml:2: the value of rollouts must be one value or a list of values")]
    [InlineData("rollouts: 99999999999", "rollouts: '99999999999' is out of range; give 2147483647 at most (mine.yaml:2)")]
    [InlineData("seed: 99999999999999999999", "seed: '99999999999999999999' is out of range")]
    [InlineData("policy-rate: fast", "policy-rate: 'fast' is not a number (mine.yaml:2)")]
    [InlineData("policy-rate: .nan", "policy-rate: '.nan' is not a number (mine.yaml:2)")]
    [InlineData("lowercase: maybe", "lowercase: 'maybe' is neither true nor false (mine.yaml:2)")]
    [InlineData("device: tpu", "device: 'tpu' is not one of cpu, cuda (mine.yaml:2)")]
    [InlineData("embedding: -1", "embedding is -1; give 1 or more (mine.yaml:2)")]
    [InlineData("threads: -2", "threads is -2; give 1 to 1024, or 0 for all cores (mine.yaml:2)")]
    [InlineData("dropout: 1", "dropout is 1; give a number from 0 up to, but not, 1 (mine.yaml:2)")]
    [InlineData("filter-widths: [1, 0]", "filter-widths is 0; give 1 or more (mine.yaml:2)")]
    [InlineData("valid: \"a\\0b\"", "valid: there is no file a b, neither below the current folder nor beside the experiment; check the path (mine.yaml:2)")]
    [InlineData("oracle.weights: \"a\\0b\"", "oracle.weights: there is no folder a b,")]
    [InlineData("rounds: 1\nrounds: 2", "rounds is set twice (mine.yaml:2 and mine.yaml:3)")]
    [InlineData("anchors: &a [*a, *a]", "mine.yaml:2: anchors and aliases are not used here")]
    [InlineData("\trounds: 2", "mine.yaml:1 is not YAML")]
    public void A_setting_in_a_file_is_named_with_its_line(string settings, string message)
    {
        _folder.Write("mine.yaml", "data: experiments/lines.txt", settings);
        Refused(["mine.yaml"], message);
    }

    [Theory]
    [InlineData("embedding", "this needs", "of it for the policy, and this machine has", "give smaller embedding, hidden or max-vocabulary")]
    [InlineData("hidden", "this needs", "of it for the policy, and this machine has")]
    [InlineData("discriminator-embedding", "this needs", "of it for the discriminator, and this machine has")]
    [InlineData("batch", "this needs", "of it for the policy's pass over a batch, and this machine has", "give smaller batch")]
    [InlineData("policy-batch", "this needs", "of it for the policy's pass over a batch, and this machine has", "give smaller policy-batch")]
    [InlineData("rollouts", "this needs", "of it for the rollouts, and this machine has")]
    [InlineData("evaluation-samples", "evaluation-samples is 2000000000; give 1000000 or less (--set)")]
    [InlineData("rounds", "a plan of 4000000004 turns; give no more than 10000000")]
    [InlineData("threads", "threads is 2000000000; give 1 to 1024, or 0 for all cores (--set)")]
    public void A_size_that_no_machine_has_is_refused_before_it_is_tried(string key, params string[] message) =>
        Refused(["experiments/tiny.yaml", "--set", $"{key}=2000000000"], message);

    [Theory]
    [InlineData("filter-counts=[2000000000,4]", "of it for the discriminator")]
    [InlineData("generator=cnn hidden=2000000000", "of it for the policy")]
    [InlineData("discriminator=rnn discriminator-hidden=2000000000", "of it for the discriminator")]
    [InlineData("source=oracle oracle.hidden=2000000000", "of it for the oracle")]
    [InlineData("source=oracle oracle.train-samples=2000000000 oracle.length=1000000", "of it for its sequences")]
    public void So_is_one_of_a_network_that_others_choose(string settings, string message) =>
        Refused(["experiments/tiny.yaml", "--set", .. settings.Split(' ')], message);

    [SkippableFact]
    public void A_device_that_is_not_there_is_refused()
    {
        Skip.If(File.Exists("/dev/nvidiactl") || File.Exists("/dev/kfd"), "this machine has a GPU");
        Refused(["experiments/tiny.yaml", "--device", "cuda"], "device is cuda, but libtorch finds no CUDA device here; use cpu");
    }

    [Fact]
    public void A_file_that_is_no_experiment_is_refused()
    {
        File.WriteAllText(_folder.File("big.yaml"), new string('a', 2 << 20));
        Refused(["big.yaml"], "big.yaml is larger than 1048576 bytes; give a file of settings");
        File.WriteAllBytes(_folder.File("binary.yaml"), [.. Enumerable.Range(128, 100).Select(i => (byte)i)]);
        Refused(["binary.yaml"], "binary.yaml is not UTF-8; convert it");
        File.WriteAllText(_folder.File("zero.yaml"), "data: experiments/lines.txt\n\0rounds: 1\n");
        Refused(["zero.yaml"], "zero.yaml holds a zero byte", "give a file of settings in UTF-8");
        File.WriteAllText(_folder.File("nested.yaml"), "rounds: " + new string('[', 200_000));
        Refused(["nested.yaml"], "nested.yaml:1: the list of rounds must hold single values");
        File.WriteAllText(_folder.File("bomb.yaml"), "a: &a [x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"k{i}: &k{i} [*a, *a]\n")));
        Refused(["bomb.yaml"], "bomb.yaml:1: anchors and aliases are not used here");
        File.WriteAllText(_folder.File("prose.yaml"), "Dear sir or madam\n");
        Refused(["prose.yaml"], "prose.yaml:1: an experiment is a list of 'key: value' lines");
        File.WriteAllText(_folder.File("empty.yaml"), "");
        Refused(["empty.yaml"], "this experiment brings no corpus; give a file with --data");
    }

    [Fact]
    public void A_folder_is_no_experiment_but_may_hold_one()
    {
        Directory.CreateDirectory(_folder.File("old/config.yaml"));
        Refused(["old"], "old is a folder; give a file of settings");
        Refused(["old/config.yaml"], "old/config.yaml is a folder; give a file of settings");
        Directory.Delete(_folder.File("old/config.yaml"));
        _folder.Write("old/config.yaml", "data: experiments/lines.txt");
        Refused(["old"], "old is a folder; give a file of settings, such as old/config.yaml");
    }

    [SkippableFact]
    public void A_device_file_has_no_end_and_is_refused_all_the_same()
    {
        Skip.IfNot(File.Exists("/dev/zero"), "there is no /dev/zero");
        Refused(["/dev/zero"], "/dev/zero is larger than 1048576 bytes; give a file of settings");
    }
}
