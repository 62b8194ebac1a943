using SeqGan.Data;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class TextReportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Perplexities count the end of a line as a token, which a codec of ids does not know and one of text does.</summary>
    [Fact]
    public void Perplexities_are_over_all_tokens_and_the_end()
    {
        var ids = _folder.Write("ids.txt", Enumerable.Range(0, 256).Select(i => $"{i / 64} {i / 16 % 4} {i / 4 % 4} {i % 4}"));
        foreach (var (corpus, vocabulary) in new[] { (Corpus.ReadIds(ids), 5), (Some.Corpus(_folder), 14) })
        {
            using var game = new SeqGanGame(corpus, Some.Tiny);
            int[][] samples = [.. game.Generator.GenerateIds(30)];
            var scores = TextReport.Full(game.Generator, corpus, samples).Where(score => score.Name.StartsWith("ppl-", StringComparison.Ordinal)).ToArray();
            Assert.Equal(["ppl-f", "ppl-r"], scores.Select(score => score.Name));
            Assert.All(scores, score => Assert.Contains($"|vocabulary:{vocabulary}|", score.Signature, StringComparison.Ordinal));
        }
    }
}
