using SeqGan.Tests.Support;
using SeqGan.Text;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class SequenceSamplerTests
{
    [Fact]
    public void The_first_token_has_the_frequencies_of_the_policy()
    {
        using var policy = Some.Policy(Some.Shape(time: 2));
        using var scope = NewDisposeScope();
        var expected = policy.Next(policy.Opening(1)).softmax(-1).data<float>().ToArray();
        const int Draws = 20_000;
        var counts = new int[11];
        foreach (var ids in SequenceSampler.Sample(policy, Draws, key: 3)) counts[ids[0]]++;
        var chiSquare = expected.Select((p, id) => Math.Pow(counts[id] - Draws * p, 2) / (Draws * p)).Sum();
        Assert.InRange(chiSquare, 1.5, 30); // 10 degrees of freedom: 0.001 .. 0.999 quantiles are 1.48 and 29.6
    }

    [Fact]
    public void A_sequence_depends_on_its_number_and_not_on_its_company()
    {
        using var policy = Some.Policy();
        var all = SequenceSampler.Sample(policy, 600, key: 5).ToArray();
        Assert.Equal(all[300..310], SequenceSampler.Sample(policy, 10, key: 5, first: 300));
        Assert.NotEqual(all[..10], SequenceSampler.Sample(policy, 10, key: 6));
    }

    [Fact]
    public void Sequences_of_fixed_length_have_it_and_never_an_impossible_or_unspoken_id()
    {
        using var policy = Some.Policy(Some.Shape() with { Impossible = [0, 1], Unspoken = [3] });
        foreach (var ids in SequenceSampler.Sample(policy, 500, key: 1))
        {
            Assert.Equal(6, ids.Length);
            Assert.DoesNotContain(ids, id => id is 0 or 1 or 3);
        }
    }

    [Fact]
    public void An_end_token_ends_a_sequence_and_stands_last()
    {
        using var policy = Some.Policy(Some.Shape(end: 2));
        var all = SequenceSampler.Sample(policy, 500, key: 1).ToArray();
        Assert.All(all, ids => Assert.True(ids[^1] == 2 || ids.Length == 6));
        Assert.All(all, ids => Assert.DoesNotContain(2, ids[..^1]));
        Assert.True(all.Select(ids => ids.Length).Distinct().Count() > 3);
    }

    [Fact]
    public void A_low_temperature_takes_the_likeliest_token_and_a_high_one_takes_any()
    {
        using var policy = Some.Policy(Some.Shape(time: 2));
        using var scope = NewDisposeScope();
        var best = (int)policy.Next(policy.Opening(1)).argmax(-1).item<long>();
        Assert.All(SequenceSampler.Sample(policy, 200, key: 1, temperature: 1e-6), ids => Assert.Equal(best, ids[0]));
        var hot = SequenceSampler.Sample(policy, 11_000, key: 1, temperature: 1e4).GroupBy(ids => ids[0]).Select(group => group.Count()).ToArray();
        Assert.Equal(11, hot.Length);
        Assert.All(hot, count => Assert.InRange(count, 850, 1150));
    }
}
