using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class ReportTests(TrainedRun run)
{
    [Fact]
    public void A_report_is_a_document_with_its_drawings_and_the_same_in_short()
    {
        var folder = run.Folder.File("a/report");
        var outcome = Seqgan.Run(run.Folder.Path, "report", run.Path, "--samples", "20", "--out", "a/report", "--title", "Tiny poems");
        Assert.Equal(0, outcome.Code);
        foreach (var part in new[] { "bleu-4", "SeqGAN beside MLE at temperature 1 (p < 0.05): ", "At its self-bleu-4 of" }) Assert.Contains(part, outcome.Output);
        Assert.Equal("report.md, scores and drawings are in a/report", outcome.Errors.Trim());
        Assert.StartsWith("# Tiny poems\n\n    seqgan report tiny --samples 20\n", File.ReadAllText(Path.Combine(folder, "report.md")));
        Assert.Equal(7, Directory.GetFiles(folder).Length);
        var scores = File.ReadAllText(Path.Combine(folder, "scores.csv"));
        Assert.Equal(0, Seqgan.Run(run.Folder.Path, "report", "runs/tiny/", "--samples", "20", "--out", "a/report").Code);
        Assert.StartsWith("# Report of tiny\n\n    seqgan report tiny --samples 20\n", File.ReadAllText(Path.Combine(folder, "report.md")));
        Assert.Equal(scores, File.ReadAllText(Path.Combine(folder, "scores.csv"))); // the same in every digit
    }

    [Fact]
    public void What_is_no_run_on_text_has_none()
    {
        Seqgan.Run(run.Folder.Path, "report", "nowhere").AssertRefused("nowhere");
        Seqgan.Run(run.Folder.Path, "report", run.Path, "--samples", "1").AssertRefused("--samples is 1; give 2 to");
        Seqgan.Run(run.Folder.Path, "report", run.Path, "--out", "experiments/lines.txt").AssertRefused("--out: experiments/lines.txt is a file; give a folder");
        Seqgan.Run(run.Folder.Path, "report", run.Path, "--out", "").AssertRefused("--out has no name; give a folder");
    }
}
