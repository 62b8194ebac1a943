using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>The image classifier, and what it says of generated images, through the real command.</summary>
public sealed class ClassifierTests : IDisposable
{
    static readonly string[] _small = ["--set", "width=4", "features=8", "batch=16", "epochs=2", "shape-count=200", "threads=1"];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_classifier_trains_tells_its_accuracy_and_goes_on_after_a_stop()
    {
        var outcome = Seqgan.Run(_folder.Path, ["train", "classifier", .. _small]);
        Assert.Equal(0, outcome.Code);
        Assert.Matches(@"^accuracy  [01]\.\d{4}\n$", outcome.Output);
        Assert.Contains("the run is in runs/classifier; next: seqgan evaluate RUN --classifier runs/classifier", outcome.Errors);
        Assert.Contains("\"circle\"", File.ReadAllText(_folder.File("runs/classifier/classifier.json")));
        Assert.Equal(0, Seqgan.Run(_folder.Path, "train", "runs/classifier", "--resume").Code);
        Seqgan.Run(_folder.Path, "train", "runs/classifier", "--resume", "--set", "rate=0.01").AssertRefused("rate is 0.01, but 0.001 in runs/classifier/config.yaml");
    }

    [Fact]
    public void What_is_no_matter_for_a_classifier_is_refused()
    {
        Seqgan.Run(_folder.Path, "train", "classifier", "--set", "classes=[3]").AssertRefused("shapes: the images have 1 class(es), and a classifier tells classes apart");
        Seqgan.Run(_folder.Path, "train", "classifier", "--set", "rounds=3").AssertRefused("there is no setting 'rounds'");
        Seqgan.Run(_folder.Path, "train", "classifier", "--set", "rate=7").AssertRefused("rate is 7; give above 0 to 1 (--set)");
        Seqgan.Run(_folder.Path, ["train", "classifier", .. _small]);
        Seqgan.Run(_folder.Path, "generate", "runs/classifier").AssertRefused("runs/classifier is a run of a classifier, which makes nothing");
    }

    [Fact]
    public void A_classifier_judges_the_images_of_a_run_and_a_linear_one_its_critic()
    {
        string[] data = ["shape-count=200", "size=16", "threads=1"];
        Seqgan.Run(_folder.Path, ["train", "classifier", "--set", "width=4", "features=8", "batch=16", .. data]);
        Assert.Equal(0, Seqgan.Run(_folder.Path, ["train", "cgan", "--set", "width=4", "batch=16", "rounds=1", "round-steps=3", .. data]).Code);
        string[] evaluate = ["evaluate", "runs/cgan", "--json"];

        var judged = Seqgan.Run(_folder.Path, [.. evaluate, "--classifier", "runs/classifier", "-n", "40", "--seed", "3"]);
        Assert.True(judged.Code == 0, judged.Errors);
        Assert.Equal(["confident", "classes", "class-accuracy", "classifier-inception", "classifier-inception-deviation", "frechet", "kid", "kid-subsets", "kid-deviation", "precision", "recall", "density", "coverage"], Names(judged));
        Assert.Contains("frechet|refs:", judged.Output);
        Assert.Contains("|samples:40|extractor:classifier/conv4-conv8-linear8/data:", judged.Output);
        Assert.Equal(judged.Output, Seqgan.Run(_folder.Path, [.. evaluate, "--classifier", "runs/classifier", "-n", "40", "--seed", "3"]).Output);

        var unjudged = Seqgan.Run(_folder.Path, [.. evaluate, "-n", "40"]);
        Assert.Equal(["frechet"], Names(unjudged));
        Assert.Contains("|extractor:random/conv32-conv64-linear128/seed:1/weights:", unjudged.Output);

        Assert.Equal(["kid", "kid-subsets", "kid-deviation", "recall"], Names(Seqgan.Run(_folder.Path, [.. evaluate, "-n", "40", "--metric", "recall, kid"])));
        Assert.Equal(["classes"], Names(Seqgan.Run(_folder.Path, [.. evaluate, "--classifier", "runs/classifier", "-n", "2", "--metric", "classes"])));
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--metric", "inception").AssertRefused("inception is of a classifier's verdicts, and there is none");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--metric", "bleu").AssertRefused("--metric: there is no metric 'bleu'; there are: confident, classes, class-accuracy, inception");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--metric", "recal").AssertRefused("there is no metric 'recal'; did you mean 'recall'?");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--metric", "kid", "--features").AssertRefused("--features and --metric are given; choose one");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--classifier", "runs/classifier", "-n", "5").AssertRefused("nearest neighbours of an image, and 5 were asked for; give 6 or more, or choose other metrics");

        var critic = Seqgan.Run(_folder.Path, [.. evaluate, "--features", "-n", "100"]);
        Assert.Equal(["accuracy-critic", "accuracy-untrained", "accuracy-pixels"], Names(critic));
        Assert.Contains("|train:100|", critic.Output);

        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--features", "--seed", "3").AssertRefused("--seed is for images that are made, and --features makes none; leave it out");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--features", "--classifier", "runs/classifier").AssertRefused("--features and --classifier are given; choose one");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "-n", "1").AssertRefused("-n is 1; give 2 or more");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--classifier", "runs/cgan").AssertRefused("is no run of a classifier: it has no classifier.json");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--classifier", "nowhere").AssertRefused("nowhere is no folder; give the directory of a run");
        Seqgan.Run(_folder.Path, "evaluate", "runs/classifier").AssertRefused("runs/classifier is a run of a classifier; give it with --classifier");
        Seqgan.Run(_folder.Path, ["train", "classifier", "--out", "large", "--set", "epochs=1", "width=4", "features=8", "shape-count=200", "threads=1"]);
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--classifier", "large").AssertRefused("--classifier: large reads images of 1 x 28 x 28, and runs/cgan makes 1 x 16 x 16");
        File.WriteAllText(_folder.File("large/classifier.json"), "{");
        Seqgan.Run(_folder.Path, "evaluate", "runs/cgan", "--classifier", "large").AssertRefused("large/classifier.json is damaged: at line 1, byte 2");
    }

    [Fact]
    public void Points_of_the_ring_are_scored_by_modes()
    {
        Seqgan.Run(_folder.Path, "train", "gan", "--data", "ring", "--set", "width=8", "batch=16", "rounds=1", "round-steps=3", "threads=1");
        Assert.Equal(["modes", "near"], Names(Seqgan.Run(_folder.Path, "evaluate", "runs/gan", "--json")));
        Seqgan.Run(_folder.Path, "evaluate", "runs/gan", "--features").AssertRefused("--features is for images, and runs/gan makes points; leave it out");
        Seqgan.Run(_folder.Path, "evaluate", "runs/gan", "--metric", "kid").AssertRefused("--metric is for images, and runs/gan makes points; leave it out");
        _folder.Write("lines.txt", "a b", "b a");
        Seqgan.Run(_folder.Path, "evaluate", "lines.txt", "--features").AssertRefused("--features is for the run of an image GAN, and lines.txt is none; leave it out");
    }

    static string[] Names(Outcome outcome) => [.. JsonDocument.Parse(outcome.Output).RootElement.GetProperty("metrics").EnumerateArray().Select(score => score.GetProperty("name").GetString()!)];
}
