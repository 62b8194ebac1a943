using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary><c>seqgan train --resume</c>: which run it goes on with, and what it refuses.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ResumeTests(TrainedRun run)
{
    const string Tiny = "experiments/tiny.yaml";

    [Fact]
    public void The_folder_of_a_run_stands_for_what_it_was_started_with()
    {
        var copy = run.Copy("whole");
        var before = Snapshot.Of(Path.Combine(copy, "checkpoints"));
        var outcome = Seqgan.Run(run.Folder.Path, "train", copy, "--resume");
        Assert.Equal((0, run.Training.Output), (outcome.Code, outcome.Output)); // the same table and the same lines
        Assert.StartsWith("going on with whole\n", outcome.Errors);
        Assert.Equal(before, Snapshot.Of(Path.Combine(copy, "checkpoints")));
    }

    [Fact]
    public void A_newest_checkpoint_that_is_damaged_is_told_of_and_made_again()
    {
        var copy = run.Copy("damaged");
        var before = Snapshot.Of(Path.Combine(copy, "checkpoints"));
        var newest = Directory.GetDirectories(Path.Combine(copy, "checkpoints")).Order(StringComparer.Ordinal).Last();
        var weights = Path.Combine(newest, "policy.optimizer.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^1]);
        var outcome = Seqgan.Run(run.Folder.Path, "train", Tiny, "--seed", "7", "--out", "damaged", "--resume");
        Assert.Equal((0, run.Training.Output), (outcome.Code, outcome.Output));
        Assert.Contains("policy.optimizer.safetensors is damaged: its SHA-256 is not the one in SHA256SUMS", outcome.Errors);
        Assert.Contains("falling back on the one before", outcome.Errors);
        Assert.Equal(before, Snapshot.Of(Path.Combine(copy, "checkpoints")));
        Assert.Equal(File.ReadAllText(Path.Combine(run.Path, "metrics.jsonl")), File.ReadAllText(Path.Combine(copy, "metrics.jsonl")));
    }

    [Fact]
    public void Where_there_is_no_run_yet_one_is_started()
    {
        var outcome = Seqgan.Run(run.Folder.Path, "train", Tiny, "--seed", "7", "--out", "fresh", "--resume");
        Assert.Equal((0, run.Training.Output), (outcome.Code, outcome.Output));
        Assert.StartsWith("no run there yet; starting fresh\n", outcome.Errors);
    }

    [Theory]
    [InlineData("rounds=3", "rounds is 3, but 2 in ", "config.yaml; go on with 'seqgan train ", " --resume', or start another run")]
    [InlineData("filter-counts=[4, 5]", "filter-counts is [4, 5], but [4, 4] in ")]
    [InlineData("threads=2", "threads is 2, but 1 in ")]
    [InlineData("evaluate-every=1", "evaluate-every is 1, but 10 in ")]
    public void Another_setting_is_refused_by_its_name(string setting, params string[] message) =>
        Refused(run.Copy("set-" + setting.Split('=')[0]), [Tiny, "--seed", "7", "--set", setting], message);

    [Fact]
    public void Another_seed_is_refused_by_its_name() => Refused(run.Copy("seed"), [Tiny, "--seed", "8"], "seed is 8, but 7 in ");

    [Theory]
    [InlineData("save-every=1")]
    [InlineData("keep=5")]
    [InlineData("keep-highest=bleu-2")]
    public void What_changes_no_number_of_the_run_may_be_another(string setting) =>
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "train", Tiny, "--seed", "7", "--out", run.Copy("free-" + setting.Split('=')[0]), "--resume", "--set", setting).Code);

    [Fact]
    public void The_best_checkpoint_is_named_and_can_be_opened_by_its_step()
    {
        run.Copy("best");
        var outcome = Seqgan.Run(run.Folder.Path, "train", "best", "--resume", "--set", "keep-highest=bleu-2", "--set", "keep-lowest=nll-test");
        Assert.Contains("highest bleu-2 of phase mle: ", outcome.Errors);
        Assert.Contains(" after step 27 (seqgan generate ... --step 27)", outcome.Errors);
        Assert.Contains("lowest nll-test of phase adversarial: ", outcome.Errors);
        Assert.Equal(Seqgan.Run(run.Folder.Path, "generate", "best", "-n", "3", "--phase", "mle").Output, Seqgan.Run(run.Folder.Path, "generate", "best", "-n", "3", "--step", "27").Output);
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "export", "best", "--step", "27").Code);
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "export", "best", "--phase", "mle", "--out", "mle.safetensors").Code);
        Assert.Equal(File.ReadAllBytes(run.Folder.File("mle.safetensors")), File.ReadAllBytes(run.Folder.File("best-policy.safetensors")));
        Seqgan.Run(run.Folder.Path, "generate", "best", "--step", "27", "--phase", "mle").AssertRefused("by its phase or by its step, not by both");
        Seqgan.Run(run.Folder.Path, "generate", "best", "--step", "28").AssertRefused("holds no checkpoint of step 28; there are: 27, ", "41");
    }

    [Fact]
    public void Of_a_best_one_that_is_gone_no_command_is_told()
    {
        Directory.Delete(Path.Combine(run.Copy("best-is-gone"), "checkpoints/step-00000027"), recursive: true);
        var outcome = Seqgan.Run(run.Folder.Path, "train", "best-is-gone", "--resume", "--set", "keep-highest=bleu-2");
        Assert.Contains(" after step 27 (its checkpoint was not kept)", outcome.Errors);
        Assert.Matches(@"highest bleu-2 of phase adversarial: \S+ after step \d+ \(seqgan generate", outcome.Errors);
    }

    [Fact]
    public void A_corpus_that_has_changed_is_refused_and_one_that_has_moved_is_not()
    {
        var copy = run.Copy("moved");
        Directory.CreateDirectory(run.Folder.File("elsewhere"));
        File.Copy(run.Folder.File("experiments/lines.txt"), run.Folder.File("elsewhere/lines.txt"));
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "train", "moved", "--resume", "--data", "elsewhere/lines.txt").Code);
        Assert.Contains("elsewhere", File.ReadAllText(Path.Combine(copy, "config.yaml")));

        File.AppendAllText(run.Folder.File("elsewhere/lines.txt"), "山水风月花\n");
        Refused(copy, ["moved"], "lines.txt is not what", "was trained on: it has another sha256");
    }

    [Fact]
    public void A_corpus_may_have_another_name_and_a_refused_one_changes_no_settings()
    {
        var (copy, named) = (run.Copy("renamed"), run.Folder.File("verses.txt"));
        File.Copy(run.Folder.File("experiments/lines.txt"), named);
        var settings = File.ReadAllText(Path.Combine(copy, "config.yaml"));
        foreach (var state in Directory.GetFiles(copy, "state.json", SearchOption.AllDirectories)) File.AppendAllText(state, " "); // what only the trainer finds
        var refused = Seqgan.Run(run.Folder.Path, "train", "renamed", "--resume", "--data", "verses.txt");
        Assert.Equal(2, refused.Code);
        Assert.Contains("no checkpoint in ", refused.Errors);
        Assert.Equal(settings, File.ReadAllText(Path.Combine(copy, "config.yaml")));

        Directory.Delete(copy, recursive: true);
        run.Copy("renamed");
        var outcome = Seqgan.Run(run.Folder.Path, "train", "renamed", "--resume", "--data", "verses.txt");
        Assert.Equal((0, run.Training.Output), (outcome.Code, outcome.Output));
        Assert.Contains("verses.txt", File.ReadAllText(Path.Combine(copy, "config.yaml")));
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "train", "renamed", "--resume").Code);
    }

    [Fact]
    public void A_folder_that_is_called_like_an_experiment_is_a_run_only_where_it_is_one()
    {
        Directory.CreateDirectory(run.Folder.File("poems"));
        string[] train = ["train", "poems", "--resume"];
        Seqgan.Run(run.Folder.Path, train).AssertRefused("this experiment brings no corpus");
        Directory.Delete(run.Folder.File("poems"));
        run.Copy("poems");
        Assert.StartsWith("going on with poems\n", Seqgan.Run(run.Folder.Path, train).Errors);
    }

    [Fact]
    public void Of_several_runs_one_must_be_named()
    {
        Directory.CreateDirectory(run.Folder.File("work/experiments"));
        foreach (var file in new[] { "lines.txt", "tiny.yaml" }) File.Copy(run.Folder.File("experiments/" + file), run.Folder.File("work/experiments/" + file));
        foreach (var name in new[] { "tiny", "tiny-2", "tiny-too" }) run.Copy("work/runs/" + name);
        Seqgan.Run(run.Folder.File("work"), "train", Tiny, "--seed", "7", "--resume").AssertRefused("there are several runs: runs/tiny, runs/tiny-2; say with --out which one is to go on");
        Directory.Delete(run.Folder.File("work/runs/tiny"), recursive: true);
        Assert.StartsWith("going on with runs/tiny-2\n", Seqgan.Run(run.Folder.File("work"), "train", Tiny, "--seed", "7", "--resume").Errors);
    }

    [Fact]
    public void A_folder_of_something_else_is_refused()
    {
        Directory.CreateDirectory(run.Folder.File("pictures"));
        run.Folder.Write("pictures/me.jpg", "not really");
        Refused(run.Folder.File("pictures"), [Tiny, "--out", "pictures"], "pictures is there already and is not empty; choose another folder for the run");
        Refused(run.Folder.File("pictures"), ["pictures"], "there is no file pictures/config.yaml");
    }

    void Refused(string folder, string[] arguments, params string[] message)
    {
        var before = Snapshot.Of(folder);
        Seqgan.Run(run.Folder.Path, ["train", .. arguments, "--resume", .. arguments.Contains("--out") || arguments.Length == 1 ? Array.Empty<string>() : ["--out", folder]]).AssertRefused(message);
        Assert.Equal(before, Snapshot.Of(folder));
    }
}
