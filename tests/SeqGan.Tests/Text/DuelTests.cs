using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class DuelTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(7, 0, 1)]
    [InlineData(20, 1, 1)] // as many as there are lines
    [InlineData(53, 2, 3)]
    [InlineData(60, 3, 3)]
    public void A_set_has_as_many_real_lines_as_fakes_and_no_line_is_favoured(int samples, int fewest, int most)
    {
        using var scope = NewDisposeScope();
        var lines = Enumerable.Range(0, 20).Select(line => $"{(char)('a' + line)}xy"); // told apart by their first letters
        var corpus = Some.Corpus(_folder, lines);
        var options = Some.Tiny with { DiscriminatorSamples = samples };
        using var duel = new Duel(corpus, SeqGanGame.ShapeOf(corpus, options), options, CPU);
        var turn = duel.Judging();
        var set = duel.OpenRealAndFake(0);
        Assert.Equal(turn.Length, set.Count * options.DiscriminatorEpochs);
        var (reals, fakes) = (new List<long>(), 0);
        for (var i = 0; i < set.Count; i++)
        {
            var batch = set.At(i);
            var rows = batch.Sequences.Ids.select(1, 0).data<long>().Zip(batch.Real.data<float>()).ToArray();
            reals.AddRange(rows.Where(row => row.Second == 1).Select(row => row.First));
            fakes += rows.Count(row => row.Second == 0);
        }
        Assert.Equal(samples, fakes);
        Assert.Equal(samples, reals.Count);
        foreach (var id in Enumerable.Range(0, 20).Select(line => (long)corpus.Train[line][0])) Assert.InRange(reals.Count(real => real == id), fewest, most);
    }

    [Fact]
    public void Batches_are_counted_beyond_the_integers() => Assert.Equal(1, RealAndFake.CountOf(300, 300, int.MaxValue));

    [Theory]
    [InlineData(16, 1)]
    [InlineData(1, 0)]
    public void One_sentence_has_no_other_ones_rewards(int batch, int policyBatch)
    {
        var options = Some.Tiny with { Batch = batch, PolicyBatch = policyBatch };
        options.Validate();
        Assert.Contains("give policy-batch 2 or more, or controls false", Assert.Throws<InvalidInputException>(() => (options with { Controls = true }).Validate()).Message, StringComparison.Ordinal);
    }
}
