using SeqGan.Compute;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class KeyedDropoutTests
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.9)]
    [InlineData(0)]
    public void A_share_is_left_out_and_the_others_keep_the_sum(double share)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var kept = KeyedDropout.Of(ones(300, 1001), share).data<float>().ToArray();
        Assert.All(kept.Distinct(), factor => Assert.True(factor == 0 || factor == (float)(1 / (1 - share))));
        // The number left out is binomial; four deviations.
        var deviation = Math.Sqrt(kept.Length * share * (1 - share));
        Assert.InRange(kept.Count(factor => factor == 0) - kept.Length * share, -4 * deviation, 4 * deviation);
        // So is the number of neighbours that both are.
        deviation = Math.Sqrt(kept.Length * share * share);
        Assert.InRange(kept.Zip(kept.Skip(1)).Count(pair => pair is { First: 0, Second: 0 }) - (kept.Length - 1) * share * share, -5 * deviation, 5 * deviation);
    }

    [Fact]
    public void The_gradient_passes_where_the_input_does()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var input = randn(7, 13).requires_grad_();
        var output = KeyedDropout.Of(input, 0.5);
        output.backward([full(7, 13, 3f)]);
        Assert.Equal((output / input).data<float>().ToArray().Select(factor => MathF.Round(factor)), (input.grad! / 3).data<float>().ToArray());
        Assert.Contains(0, output.data<float>().ToArray());
    }

    [Theory]
    [InlineData(31)]
    [InlineData(4097)]
    [InlineData(10_000)]
    public unsafe void Each_factor_is_that_of_its_word_of_Philox(int count)
    {
        const ulong Key = 0x1234567890abcdef;
        var factors = new float[count];
        fixed (float* start = factors) KeyedDropout.Fill(start, count, 0.25, Key);
        for (var i = 0; i < count; i++)
        {
            var (a, b, c, d) = Philox.Block(((uint)(i / 4 * 4), 0, 0, 0), (unchecked((uint)Key), (uint)(Key >> 32)));
            Assert.Equal(new[] { a, b, c, d }[i % 4] < 1u << 30 ? 0 : (float)(1 / 0.75), factors[i]);
        }
    }

    [Fact]
    public void It_is_a_function_of_torchs_seed_and_of_no_thread()
    {
        using var scope = NewDisposeScope();
        float[] Draw(long seed)
        {
            manual_seed(seed);
            return KeyedDropout.Of(ones(10, 5003), 0.3).data<float>().ToArray();
        }
        var (threads, first) = (Threads.Count, Draw(1));
        Assert.NotEqual(first, Draw(2));
        try
        {
            Threads.Use(3);
            Assert.Equal(first, Draw(1));
            Threads.Use(1);
            Assert.Equal(first, Draw(1));
        }
        finally
        {
            Threads.Use(threads);
        }
        manual_seed(1);
        KeyedDropout.Of(ones(1), 0.3);
        Assert.NotEqual(first, KeyedDropout.Of(ones(10, 5003), 0.3).data<float>().ToArray()); // each call has a key of its own
    }
}
