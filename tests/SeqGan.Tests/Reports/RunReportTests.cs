using System.Xml.Linq;
using SeqGan.Eval.Statistics;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class RunReportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_on_text_has_every_score_its_frontiers_and_words_of_its_own()
    {
        var corpus = Some.Corpus(_folder);
        using var game = new SeqGanGame(corpus, Some.Tiny with { Rounds = 1 });
        new Trainer(game, _folder["run"]).Run();
        var run = RunDirectory.Open(_folder["run"]);
        var report = RunReport.Measure(run, corpus, null, samples: 30, seed: 1);

        Assert.Equal(["MLE", "SeqGAN"], report.Scores.Scores.Select(one => one.System).Distinct().Where(system => !system.EndsWith("bigram", StringComparison.Ordinal)));
        var own = report.Scores.Scores.Where(one => one.System == "SeqGAN").ToDictionary(one => one.Score.Name);
        foreach (var name in new[] { "bleu-4", "self-bleu-2", "nll-valid", "nll-test", "nll-div", "ppl-f", "ppl-r", "distinct-3", "entropy-2", "unique", "novel", "copied-4", "longest-copied" }) Assert.Contains(name, own.Keys);
        Assert.Equal((true, true), (own["nll-test"].Score.Lines!.Paired, own["ppl-r"].Score.Lines!.Paired)); // both of the test lines
        Assert.All(own.Values.Where(one => one.Score.Lines is not null), one => Assert.InRange(one.Score.Value, one.Score.Interval!.Value.Low - 1e-9, one.Score.Interval.Value.High + 1e-9));
        using (var generator = TextGenerator.Open(run, "adversarial"))
            Assert.Equal(TextReport.Scores(generator, corpus, samples: 30, seed: 1).Select(score => (score.Name, score.Value)), own.Values.Take(8).Select(one => (one.Score.Name, one.Score.Value)));

        var files = report.Files(run, "A title", "seqgan report run");
        Assert.Equal(["curves.svg", "frontier-bleu-4.csv", "frontier-bleu-4.svg", "frontier-nll-test.csv", "frontier-nll-test.svg", "report.md", "scores.csv"], files.Keys.Order(StringComparer.Ordinal));
        var text = files["report.md"];
        Assert.StartsWith("# A title\n\n    seqgan report run\n\n- seqgan: ", text, StringComparison.Ordinal);
        foreach (var part in new[] { "\n- phase mle: ", "\n- SeqGAN beside MLE at temperature 1 (p < 0.05): ", "\n- At its self-bleu-4 of ", "| metric | MLE | SeqGAN | p |", "\n    bleu-4|refs:", "](frontier-nll-test.svg)", "## The discriminator\n\nauc: ", "\nauc-held-out  ", "## SeqGAN writes\n\n    " }) Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.NotNull(XDocument.Parse(files["curves.svg"]));
    }

    [Fact]
    public void A_run_of_an_oracle_is_scored_by_it()
    {
        var options = new OracleOptions { Vocabulary = 30, Embedding = 4, Hidden = 5, Length = 6, TrainSamples = 200, TestSamples = 100 };
        using var oracle = Oracle.Create(options);
        var corpus = oracle.Draw(options);
        using var game = new SeqGanGame(corpus, Some.Tiny with { Controls = true, Rounds = 1 }, oracle: oracle);
        new Trainer(game, _folder["run"]).Run();
        var scores = PolicyScores.Of(RunDirectory.Open(_folder["run"]), corpus, oracle, samples: 40, seed: 1).Scores.ToArray();
        Assert.Equal(["MLE", "SeqGAN", "constant reward", "shuffled reward"], scores.Select(one => one.System).Distinct());
        Assert.All(scores.Where(one => one.Score.Name is "nll-oracle" or "nll-test" && one.System != "MLE"), one => Assert.InRange(one.P!.Value, 1e-5, 1));
        Assert.Contains(scores, one => one.Score.Name == "nll-div");
    }

    /// <summary>What the intervals are of: the mean over all tokens, from the sums of each line.</summary>
    [Fact]
    public void Held_out_likelihood_is_the_ratio_of_its_lines()
    {
        var corpus = Some.Corpus(_folder);
        using var game = new SeqGanGame(corpus, Some.Tiny);
        var policy = game.Generator.Policy;
        var all = HeldOut.Lines(policy, corpus.Test, batch: 3);
        Assert.Equal(corpus.Test.Count, all.Count);
        var (nats, tokens) = (new List<double>(), new List<double>());
        for (var i = 0; i < corpus.Test.Count; i++)
        {
            var alone = new SeqGan.Data.SequenceStore(corpus.Codec.Size);
            alone.Add(corpus.Test[i]);
            nats.Add(HeldOut.NatsPerToken(policy, alone) * corpus.Test[i].Length);
            tokens.Add(corpus.Test[i].Length);
        }
        Assert.Equal(LineSums.Ratio(nats, tokens).Value, all.Value, 1e-5);
    }
}
