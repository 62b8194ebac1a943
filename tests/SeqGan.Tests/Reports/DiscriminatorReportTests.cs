using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class DiscriminatorReportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A discriminator that sees the same few lines for long knows them by heart, and nothing of others from the same source.</summary>
    [Fact]
    public void A_discriminator_that_knows_its_lines_by_heart_is_found_out()
    {
        var options = new OracleOptions { Vocabulary = 200, Embedding = 4, Hidden = 5, Length = 6, TrainSamples = 100, TestSamples = 100 };
        using var oracle = Oracle.Create(options);
        var corpus = oracle.Draw(options);
        using var game = new SeqGanGame(corpus, Some.Tiny with { Rounds = 1, DiscriminatorPretrain = 30, DiscriminatorEpochs = 3, DiscriminatorRate = 0.01, DiscriminatorDropout = 0, DiscriminatorL2 = 0, DiscriminatorEmbedding = 32 }, oracle: oracle);
        new Trainer(game, _folder["run"]).Run();
        var scores = DiscriminatorReport.Scores(RunDirectory.Open(_folder["run"]), corpus, oracle, samples: 100, seed: 1);
        Assert.Equal(2 * 6, scores.Count); // before the game and after it
        var byName = scores.Take(6).ToDictionary(score => score.Name, score => score.Value);
        Assert.InRange(byName["auc-train"], 0.95, 1);
        Assert.InRange(byName["auc-held-out"], 0.3, 0.8);
        Assert.InRange(byName["verdict-train"] - byName["verdict-held-out"], 0.2, 1);
        Assert.InRange(byName["verdict-samples"], 0, 1);
        Assert.InRange(byName["rank-oracle"], -0.6, 0.6);
        Assert.Equal($"auc-train|phase:discriminator|train:100|seqgan:{ScoreSignature.Version}", scores[0].Signature);

        var bare = Corpus.OfIds(corpus.Train, new SequenceStore(200), new SequenceStore(200), new Dictionary<string, string>());
        Assert.Contains("test=FILE or valid=FILE", Assert.Throws<InvalidInputException>(() => DiscriminatorReport.Scores(RunDirectory.Open(_folder["run"]), bare, oracle, samples: 100, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("test=FILE", Assert.Throws<InvalidInputException>(() => TextFrontier.Measure(RunDirectory.Open(_folder["run"]), bare, samples: 100, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Equal(scores, DiscriminatorReport.Scores(RunDirectory.Open(_folder["run"]), corpus, oracle, samples: 100, seed: 1));
    }
}
