using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class LstmPolicyTests
{
    [Fact]
    public void Reading_token_by_token_gives_the_logits_of_the_whole_pass()
    {
        using var policy = Some.Policy();
        using var scope = NewDisposeScope();
        var batch = SequenceBatch.Of([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 1, 2]], 6, CPU);
        var whole = policy.Spoken(batch.Inputs(policy.Shape.Begin)); // [2, 6, vocab]
        var state = SequenceSampler.Opening(policy, 2);
        for (var t = 0; t < 6; t++)
        {
            Assert.True(policy.Next(state).allclose(whole.select(1, t), 1e-5, 1e-6));
            state = policy.Read(batch.Ids.select(1, t), state);
        }
    }

    [Fact]
    public void Impossible_ids_have_probability_zero_and_unknown_ones_only_when_the_policy_speaks()
    {
        using var policy = Some.Policy(Some.Shape() with { Impossible = [0, 1], Unspoken = [3] });
        using var scope = NewDisposeScope();
        var inputs = zeros(1, 1, ScalarType.Int64);
        var (read, spoken) = (policy.forward(inputs).softmax(-1).data<float>().ToArray(), policy.Spoken(inputs).softmax(-1).data<float>().ToArray());
        Assert.Equal((0f, 0f), (read[0], read[1]));
        Assert.True(read[3] > 0);
        Assert.Equal((0f, 0f, 0f), (spoken[0], spoken[1], spoken[3]));
        Assert.Equal(1, read.Sum(), 5);
        Assert.Equal(1, spoken.Sum(), 5);
    }

    [Fact]
    public void The_weights_keep_their_names()
    {
        using var policy = Some.Policy();
        Assert.Equal(
            ["embedding.weight", "lstm.bias_hh_l0", "lstm.bias_ih_l0", "lstm.weight_hh_l0", "lstm.weight_ih_l0", "output.bias", "output.weight"],
            policy.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_vocabulary_without_choice_is_refused() =>
        Assert.Contains("vocabulary", Assert.Throws<InvalidInputException>(() => new LstmPolicy(Some.Shape(vocabulary: 3) with { Impossible = [0, 1] })).Message, StringComparison.Ordinal);
}
