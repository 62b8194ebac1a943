using SeqGan.Compute;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class TextGeneratorTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(-1)] // no end token
    public void A_line_with_its_end_is_what_the_policy_wrote(int end)
    {
        using var generator = new TextGenerator(Some.Policy(Some.Shape(end: end)), TextCodec.Ids(11));
        var written = SequenceSampler.Sample(generator.Policy, 300, KeyedRandom.Key(4, 0)).ToArray();
        var lines = generator.GenerateIds(300, seed: 4).ToArray();
        Assert.All(lines, line => Assert.DoesNotContain(end, line));
        Assert.Equal(written, lines.Select(generator.WithEnd));
        Assert.Equal(end < 0 ? 1 : 7, lines.Select(line => line.Length).Distinct().Count()); // none to six tokens
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_coldest_draws_the_likeliest_and_the_hottest_still_nothing_impossible(bool kernels)
    {
        using var generator = new TextGenerator(Some.PolicyThatSays(7, Some.Shape() with { Impossible = [0, 1], Unspoken = [2] }), TextCodec.Ids(11));
        generator.Policy.Kernels = kernels;
        Assert.All(generator.GenerateIds(200, TextGenerator.MinTemperature).SelectMany(ids => ids), id => Assert.Equal(7, id));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], generator.GenerateIds(500, TextGenerator.MaxTemperature).SelectMany(ids => ids).Distinct().Order());
        foreach (var temperature in new[] { 0, -1, 1e-7, 1e7, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => generator.GenerateIds(1, temperature));
    }
}
