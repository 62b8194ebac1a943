using System.Text.RegularExpressions;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests.BadInput;

/// <summary>Runs that are damaged, mixed or none: one line that names the file, and the folder stays as it was.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RunDirectoriesTests(TrainedRun run)
{
    const string Newest = "checkpoints/*";

    static readonly string[] _generate = ["generate", "RUN", "-n", "2"], _judge = ["generate", "RUN", "-n", "2", "--min-verdict", "0"], _evaluate = ["evaluate", "RUN", "--samples", "4"];

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("environment.json")]
    [InlineData("model.json")]
    [InlineData("tokenizer.json")]
    [InlineData("discriminator.json")]
    [InlineData(Newest + "/state.json")]
    [InlineData(Newest + "/policy.safetensors")]
    [InlineData(Newest + "/discriminator.safetensors")]
    public void A_file_that_is_cut_short_or_emptied_or_garbage_or_gone_is_named(string file)
    {
        var command = file switch { "config.yaml" or "environment.json" => _evaluate, _ when file.Contains("discriminator") => _judge, _ => _generate };
        foreach (var (how, damage) in new (string, Action<string>)[]
        {
            ("short", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..80])),
            ("empty", path => File.WriteAllBytes(path, [])),
            ("garbage", path => File.WriteAllBytes(path, [.. Enumerable.Range(0, 500).Select(i => (byte)(i * 79 + 13))])),
            ("gone", File.Delete),
        })
        {
            var copy = Damaged($"{how}-{Path.GetFileName(file)}", file, damage);
            Refused(copy, command, Path.GetFileName(file));
        }
    }

    [Theory]
    [InlineData("model.json", "\"vocabulary\": 20", "\"vocabulary\": 21", "tokenizer.json has 20 tokens and model.json a vocabulary of 21: they are of two runs")]
    [InlineData("tokenizer.json", "\"山\",", "", "tokenizer.json has 19 tokens and model.json a vocabulary of 20: they are of two runs")]
    [InlineData("model.json", "\"hidden\": 8", "\"hidden\": 9", "policy.safetensors is damaged", "[32, 8] in the file and [36, 8] in the module")]
    [InlineData("model.json", "\"kind\": \"rnn\"", "\"kind\": \"cnn\"", "policy.safetensors is damaged")]
    [InlineData("model.json", "\"kind\": \"rnn\"", "\"kind\": \"gru\"", "model.json is damaged: at line 2, byte")]
    [InlineData("model.json", "\"hidden\": 8", "\"hidden\": 2000000000", "model.json cannot be used: its weights need", "of memory, and this machine has")]
    [InlineData("model.json", "\"embedding\": 8", "\"embedding\": -8", "model.json cannot be used: the policy's embedding is -8; it must be 1 or more")]
    [InlineData("model.json", "\"time\": 5", "\"time\": 2000000000", "model.json cannot be used: the longest sequence has 2000000000 tokens")]
    [InlineData("model.json", "\"begin\": 1", "\"begin\": 77", "model.json cannot be used: a special id of the policy is outside the vocabulary of 20")]
    [InlineData("model.json", "\"time\": 5,", "", "model.json is damaged")]
    [InlineData(Newest + "/state.json", "\"phase\": \"adversarial\"", "\"phase\": null", "state.json is damaged: at line 2", "or remove step-00000041 to fall back on an earlier checkpoint")]
    [InlineData(Newest + "/state.json", "(?s).*", "{}", "state.json is damaged")]
    public void A_file_of_another_run_or_with_numbers_that_make_no_sense_is_named(string file, string pattern, string replacement, params string[] message) =>
        Refused(Edited(file, pattern, replacement), _generate, message);

    [Theory]
    [InlineData("data: .*", "data: \"nowhere.txt\"", "data: there is no file nowhere.txt", "config.yaml:")]
    [InlineData("data: .*", "data: \"longer.txt\"", "longer.txt is not what", "was trained on: it has another sha256 than environment.json says; bring the old file back, or train anew")]
    [InlineData("hidden: 8", "hiden: 8", "there is no setting 'hiden'; did you mean 'hidden'?", "config.yaml:")]
    [InlineData("device: cpu", "device: tpu", "device: 'tpu' is not one of cpu, cuda", "config.yaml:")]
    [InlineData("evaluation-samples: 20", "evaluation-samples: 2000000000", "evaluation-samples is 2000000000; give 1000000 or less", "config.yaml:")]
    public void A_configuration_that_was_changed_by_hand_is_answered_with_its_line(string pattern, string replacement, params string[] message)
    {
        run.Folder.Write("longer.txt", [.. Enumerable.Repeat("山水风月花鸟春秋江雪云天人心夜雨", 10)]); // sixteen tokens, where the model knows five
        Refused(Edited("config.yaml", pattern, replacement), _evaluate, message);
    }

    [Fact]
    public void A_corpus_that_has_changed_since_is_no_measure_of_novelty_either()
    {
        var copy = Edited("environment.json", "\"sha256 of lines.txt\": \".", "\"sha256 of lines.txt\": \"x");
        Refused(copy, [.. _generate, "--novel"], "lines.txt is not what", "bring the old file back, or train anew");
    }

    [Fact]
    public void What_generating_does_not_need_does_not_hinder_it()
    {
        var copy = run.Copy("bare");
        foreach (var file in new[] { "metrics.jsonl", "log.txt", "config.yaml", "discriminator.json" }) File.Delete(Path.Combine(copy, file));
        File.WriteAllText(Path.Combine(copy, "environment.json"), "");
        Assert.Equal(Seqgan.Run(run.Folder.Path, "generate", run.Path, "-n", "2").Output, Seqgan.Run(run.Folder.Path, "generate", copy, "-n", "2").Output);
    }

    [Fact]
    public void A_damaged_checkpoint_can_be_removed_as_the_message_says()
    {
        var copy = Damaged("fallback", Newest + "/state.json", File.Delete);
        Refused(copy, _generate, "state.json is missing", "remove step-00000041");
        Directory.Delete(Path.Combine(copy, "checkpoints/step-00000041"), recursive: true);
        Assert.Equal(Seqgan.Run(run.Folder.Path, "generate", run.Path, "-n", "2", "--phase", "mle").Output, Seqgan.Run(run.Folder.Path, "generate", copy, "-n", "2").Output);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_refused_and_stays_as_it_was()
    {
        Directory.CreateDirectory(run.Folder.File("photos/2024"));
        run.Folder.Write("photos/2024/me.jpg", "not really");
        Refused(run.Folder.File("photos"), _generate, "photos is no run directory: it has no environment.json; give the directory that 'seqgan train' named");
        Refused(run.Folder.File("photos"), _evaluate, "photos is no run directory");
        Refused(run.Folder.File("photos"), ["train", "experiments/tiny.yaml", "--out", "RUN"], "photos is there already and is not empty; choose another folder for the run");
        run.Folder.Write("photos/environment.json", "{}");
        Refused(run.Folder.File("photos"), _generate, "holds no checkpoint; train the run first");
        Refused(run.Folder.File("photos"), _evaluate, "config.yaml is not there");
        Seqgan.Run(run.Folder.Path, "generate", "experiments/tiny.yaml").AssertRefused("experiments/tiny.yaml is no folder; give the directory of a run");
    }

    void Refused(string folder, string[] command, params string[] message)
    {
        var before = Snapshot.Of(folder);
        Seqgan.Run(run.Folder.Path, [.. command.Select(word => word == "RUN" ? folder : word)]).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(folder));
    }

    string Edited(string file, string pattern, string replacement) => Damaged($"edited-{Guid.NewGuid():N}", file, path =>
    {
        var text = File.ReadAllText(path);
        var edited = new Regex(pattern).Replace(text, replacement, 1);
        Assert.NotEqual(text, edited);
        File.WriteAllText(path, edited);
    });

    string Damaged(string name, string file, Action<string> damage)
    {
        var copy = run.Copy(name);
        var newest = Directory.GetDirectories(Path.Combine(copy, "checkpoints")).Order(StringComparer.Ordinal).Last();
        damage(file.StartsWith(Newest, StringComparison.Ordinal) ? newest + file[Newest.Length..] : Path.Combine(copy, file));
        return copy;
    }
}
