using SeqGan.Data;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using static TorchSharp.torch;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class HeldOutTests
{
    [Fact]
    public void The_likelihood_is_the_same_for_every_batch_size()
    {
        using var policy = Some.Policy(Some.Shape(end: 2));
        var store = new SequenceStore(11);
        for (var i = 0; i < 100; i++) store.Add([.. Enumerable.Range(0, i % 5 + 1).Select(t => 3 + (i * 3 + t) % 8), 2]);
        var expected = HeldOut.NatsPerToken(policy, store, 1);
        foreach (var batch in new[] { 7, 64, 100 }) Assert.Equal(expected, HeldOut.NatsPerToken(policy, store, batch), 6);
    }

    [Fact]
    public void A_policy_without_a_preference_costs_the_logarithm_of_the_vocabulary()
    {
        using var policy = Some.Policy();
        using (no_grad())
        {
            policy.get_parameter("output.weight")!.zero_();
        }
        var store = new SequenceStore(11);
        store.Add([1, 2, 3]);
        store.Add([4, 5, 6, 7, 8, 9]);
        Assert.Equal(Math.Log(11), HeldOut.NatsPerToken(policy, store), 5);
    }
}
