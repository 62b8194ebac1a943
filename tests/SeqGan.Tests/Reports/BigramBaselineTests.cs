using SeqGan.Data;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class BigramBaselineTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chain_that_a_bigram_can_know_costs_its_entropy()
    {
        // A first letter of ten, then eight steps of one or two letters on.
        static string Walk(int i)
        {
            var letter = i % 10;
            var line = "";
            for (var t = 0; t < 9; t++)
            {
                line += "abcdefghij"[letter % 10];
                letter += 1 + (i / 10 >> t & 1);
            }
            return line;
        }
        var corpus = Some.Corpus(_folder, Enumerable.Range(0, 2560).Select(Walk));
        var score = BigramBaseline.Of(corpus)!.Value.Score;
        Assert.Equal(corpus.Test.Count, score.Samples);
        var entropy = (Math.Log(10) + 8 * Math.Log(2)) / 9;
        Assert.InRange(score.Value, entropy - 0.02, entropy + 0.05);
    }

    [Fact]
    public void Sentences_of_many_lengths_count_their_ends()
    {
        var corpus = Corpus.Read(_folder.Write("words.txt", Enumerable.Range(0, 400).Select(i => string.Join(' ', Enumerable.Repeat("a", i % 4 + 1)) + $" {i % 7}")), new WhitespaceTokenizer());
        Assert.False(corpus.FixedLength);
        Assert.InRange(BigramBaseline.Of(corpus)!.Value.Score.Value, 0.1, Math.Log(9));
    }

    [Fact]
    public void Without_held_out_lines_there_is_no_score() =>
        Assert.Null(BigramBaseline.Of(Some.Corpus(_folder, ["abc", "abd", "acd"])));

    [SkippableFact]
    [Trait("Category", "Long")] // some minutes
    public void Maximum_likelihood_beats_it_on_classical_quatrains()
    {
        var corpus = Corpus.Read(Repository.SharedCorpus("quatrains_zh/train.txt"), new CharacterTokenizer());
        using var game = new SeqGanGame(corpus, new SeqGanOptions
        {
            Embedding = 64,
            Hidden = 128,
            Dropout = 0.3,
            PretrainEpochs = 4,
            PretrainRate = 0.004,
            DiscriminatorPretrain = 0,
            Rounds = 0,
        });
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0 }).Run();
        var policy = HeldOut.NatsPerToken(game.Generator.Policy, corpus.Test);
        Assert.InRange(policy, 5, BigramBaseline.Of(corpus)!.Value.Score.Value - 0.2);
        Assert.All(game.Generate(1000), poem => Assert.Equal(20, poem.EnumerateRunes().Count()));
    }
}
