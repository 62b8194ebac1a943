using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed unsafe class ExactTokensTests
{
    const float Never = -1e9f;

    // Rows of state 0: the logits are the output's bias.
    static void With<T>(float[] logits, double temperature, Action<ExactTokens<T>> check) where T : unmanaged, ILanes<T>
    {
        const int Hidden = 3;
        using var scope = NewDisposeScope();
        using var layer = new OutputLayer(ones(logits.Length, Hidden), tensor(logits));
        using var states = new AlignedFloats(Tile.Rows * Hidden).Clear();
        using var next = new ExactTokens<T>(layer, temperature);
        next.Compute(states.Start, Hidden);
        check(next);
    }

    static void WithEach(float[] logits, double temperature, Action<Func<int, double, int>> check)
    {
        With<Lanes16>(logits, temperature, next => check(next.Draw));
        With<Lanes8>(logits, temperature, next => check(next.Draw));
        With<Lanes1>(logits, temperature, next => check(next.Draw));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.0999, 1)]
    [InlineData(0.1001, 2)]
    [InlineData(0.2999, 2)]
    [InlineData(0.3001, 4)]
    [InlineData(0.5999, 4)]
    [InlineData(0.6001, 599)]
    [InlineData(0.9999999, 599)]
    public void A_uniform_number_picks_its_place_in_the_cumulative_distribution(double uniform, int token)
    {
        var logits = new float[601];
        Array.Fill(logits, Never);
        (logits[1], logits[2], logits[4], logits[599]) = (MathF.Log(0.1f), MathF.Log(0.2f), MathF.Log(0.3f), MathF.Log(0.4f));
        WithEach(logits, 1, draw => Assert.Equal([token, token], new[] { draw(0, uniform), draw(7, uniform) }));
    }

    // Probabilities that underflow beside a logit that overflows an exponential, in spans before and after it.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(0.5)]
    [InlineData(1 - 1e-16)]
    public void A_token_of_probability_0_is_never_drawn(double uniform)
    {
        var logits = Enumerable.Range(0, 1000).Select(id => id % 3 == 0 ? Never : id == 400 ? 300f : -50f).ToArray();
        WithEach(logits, 1, draw => Assert.Equal(400, draw(3, uniform)));
        WithEach(logits, 1000, draw => Assert.NotEqual(0, draw(3, uniform) % 3));
    }

    // e^-40 = 4.248e-18 is what a logit of 40 in the second span leaves to one of 0 in the first; one of 80 leaves nothing that counts.
    [Theory]
    [InlineData(40, 4.2e-18, 1)]
    [InlineData(40, 4.3e-18, 300)]
    [InlineData(80, 0, 300)]
    public void A_later_logit_that_is_far_larger_leaves_the_others_their_share(float logit, double uniform, int token)
    {
        var logits = new float[600];
        Array.Fill(logits, Never);
        (logits[1], logits[300]) = (0, logit);
        WithEach(logits, 1, draw => Assert.Equal(token, draw(2, uniform)));
    }

    [Fact]
    public void A_temperature_divides_the_logits()
    {
        float[] logits = [0, MathF.Log(4)];
        WithEach(logits, 2, draw => Assert.Equal([0, 1], new[] { draw(0, 0.3332), draw(0, 0.3334) })); // 1 : 2
        WithEach(logits, 0.5, draw => Assert.Equal([0, 1], new[] { draw(0, 1 / 17.01), draw(0, 1 / 16.99) })); // 1 : 16
    }
}
