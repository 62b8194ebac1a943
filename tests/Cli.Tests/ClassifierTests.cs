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
}
