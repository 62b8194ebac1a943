using SeqGan.Tests.Support;
using SeqGan.Text;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class TokenSamplerTests
{
    // Probabilities 0.1, 0.2, 0.3, 0.4 and one id that cannot be.
    static readonly float[] Logits = [MathF.Log(0.1f), MathF.Log(0.2f), -1e9f, MathF.Log(0.3f), MathF.Log(0.4f)];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0999, 0)]
    [InlineData(0.1001, 1)]
    [InlineData(0.2999, 1)]
    [InlineData(0.3001, 3)]
    [InlineData(0.5999, 3)]
    [InlineData(0.6001, 4)]
    [InlineData(0.99999999999, 4)]
    public void A_uniform_number_picks_its_place_in_the_cumulative_distribution(double uniform, long token)
    {
        using var scope = NewDisposeScope();
        Assert.Equal([token], TokenSampler.Draw(tensor(Logits, [1, 5]), 1, [uniform]));
    }

    [Fact]
    public void Rows_are_drawn_alike_in_one_slice_and_in_many()
    {
        using var scope = NewDisposeScope();
        const int Rows = 700, Vocabulary = 3000; // more than one slice
        manual_seed(1);
        var logits = randn(Rows, Vocabulary);
        var uniforms = Enumerable.Range(0, Rows).Select(row => (row + 0.5) / Rows).ToArray();
        var together = TokenSampler.Draw(logits, 1, uniforms);
        foreach (var row in new[] { 0, 174, 175, 349, 699 })
            Assert.Equal(together[row], TokenSampler.Draw(logits.narrow(0, row, 1), 1, [uniforms[row]])[0]);
    }
}
