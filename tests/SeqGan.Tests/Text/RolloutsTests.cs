using SeqGan.Tests.Support;
using SeqGan.Text;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class RolloutsTests
{
    const int Marker = 9; // what the rollout policy says; no sentence of the tests has it

    // Sentences of every length; the first id names the sentence.
    static readonly int[][] Sentences = [[1, 5, 6, 7, 8, 5], [2, 5, 6, 7], [3, 8], [4, 7, 7, 7, 7, 7], [5]];

    // A discriminator that reads who is judged and where the policy took over: sentence + prefix / 10.
    static double[] Encode(IReadOnlyList<int[]> sequences) =>
        [.. sequences.Select(sequence => sequence[0] + sequence.TakeWhile(id => id != Marker).Count() / 10.0)];

    [Fact]
    public void The_reward_of_a_token_is_the_verdict_on_the_prefix_that_ends_with_it()
    {
        using var policy = Some.PolicyThatSays(Marker, Some.Shape());
        var rewards = new Rollouts(policy, copies: 3, Encode).Rewards(Sentences, key: 1);
        for (var row = 0; row < Sentences.Length; row++)
        {
            Assert.Equal(Sentences[row].Length, rewards[row].Length);
            for (var t = 0; t < Sentences[row].Length; t++) Assert.Equal(Sentences[row][0] + (t + 1) / 10.0, rewards[row][t], 5);
        }
    }

    [Fact]
    public void The_layout_holds_over_many_parts()
    {
        using var policy = Some.PolicyThatSays(Marker, Some.Shape());
        var many = Enumerable.Range(0, 150).Select(i => Sentences[i % Sentences.Length]).ToArray();
        var parts = 0;
        var rewards = new Rollouts(policy, copies: 20, sequences => { parts++; return Encode(sequences); }, memory: 1).Rewards(many, key: 1);
        Assert.InRange(parts, 2, 75);
        for (var row = 0; row < many.Length; row++)
            for (var t = 0; t < many[row].Length; t++) Assert.Equal(many[row][0] + (t + 1) / 10.0, rewards[row][t], 5);
    }

    [Fact]
    public void Every_completion_keeps_its_prefix_and_reaches_the_end()
    {
        using var policy = Some.Policy(Some.Shape(end: 10));
        var seen = new List<int[]>();
        new Rollouts(policy, copies: 4, sequences => { seen.AddRange(sequences); return new double[sequences.Count]; }).Rewards([[1, 5, 6, 7, 8, 5], [2, 6, 10]], key: 5);
        Assert.Equal(2 + 4 * (5 + 2), seen.Count);
        Assert.All(seen, sequence => Assert.True(sequence.Length == 6 || sequence[^1] == 10));
        Assert.All(seen, sequence => Assert.DoesNotContain(10, sequence[..^1]));
        var completions = seen.Skip(2).ToArray();
        for (var prefix = 1; prefix < 6; prefix++)
            for (var copy = 0; copy < 4; copy++)
                Assert.Equal(new[] { 1, 5, 6, 7, 8, 5 }[..prefix], completions[(prefix - 1) * 4 + copy][..prefix]);
    }

    [Fact]
    public void Copies_differ_and_a_key_gives_the_same_ones_again()
    {
        using var policy = Some.Policy();
        int[][] Completions(ulong key)
        {
            var seen = new List<int[]>();
            new Rollouts(policy, copies: 8, sequences => { seen.AddRange(sequences); return new double[sequences.Count]; }).Rewards([[1, 2, 3, 4, 5, 6]], key);
            return [.. seen];
        }
        var first = Completions(1);
        Assert.Equal(first, Completions(1));
        Assert.NotEqual(first, Completions(2));
        Assert.True(first.Skip(1).Take(8).Select(ids => string.Join(' ', ids)).Distinct().Count() > 4);
    }

    [Fact]
    public void A_sentence_is_searched_alike_alone_and_among_others()
    {
        using var policy = Some.Policy();
        static double[] Worth(IReadOnlyList<int[]> sequences) => [.. sequences.Select(sequence => sequence.Sum() / 100.0)];
        var many = Enumerable.Range(0, 70).Select(i => new[] { i % 11, 1, 2, 3, 4, 5 }).ToArray();
        var together = new Rollouts(policy, copies: 3, Worth).Rewards(many, key: 1);
        var alone = new Rollouts(policy, copies: 3, Worth).Rewards(many[..1], key: 1);
        Assert.Equal(alone[0], together[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_memory_that_it_may_take_changes_no_draw(bool kernels)
    {
        using var policy = Some.Policy(Some.Shape(end: 10));
        policy.Kernels = kernels;
        var many = Enumerable.Range(0, 90).Select(i => new[] { i % 10, 1, 2, 3, 4, 5 }).ToArray();
        string[] Completions(int memory)
        {
            var seen = new List<int[]>();
            new Rollouts(policy, copies: 30, sequences => { seen.AddRange(sequences); return new double[sequences.Count]; }, memory).Rewards(many, key: 5);
            return [.. seen.Select(ids => string.Join(' ', ids)).Order(StringComparer.Ordinal)];
        }
        Assert.Equal(Completions(memory: 1), Completions(memory: 100));
    }
}
