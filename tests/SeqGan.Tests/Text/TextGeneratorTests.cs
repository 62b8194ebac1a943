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
}
