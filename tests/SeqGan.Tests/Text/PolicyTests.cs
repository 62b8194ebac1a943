using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class PolicyTests
{
    const NetworkKind Rnn = NetworkKind.Rnn, Cnn = NetworkKind.Cnn;

    static Policy Policy(NetworkKind kind, int time) => Some.Policy(Some.Shape(time: time) with { Kind = kind });

    static Tensor Tokens(int rows, int time) => randint(1, 11, [rows, time], dtype: ScalarType.Int64);

    [Theory]
    [InlineData(Rnn, 6)]
    [InlineData(Rnn, 33)]
    [InlineData(Cnn, 2)]
    [InlineData(Cnn, 6)]
    [InlineData(Cnn, 15)]
    [InlineData(Cnn, 16)]
    [InlineData(Cnn, 33)]
    public void Reading_token_by_token_gives_the_logits_of_the_whole_pass(NetworkKind kind, int time)
    {
        using var policy = Policy(kind, time);
        using var scope = NewDisposeScope();
        var ids = Tokens(3, time);
        var whole = policy.Spoken(new SequenceBatch(ids, full(3, time, ScalarType.Int64)).Inputs(policy.Shape.Begin)); // [3, time, vocab]
        var state = policy.Opening(3);
        for (var t = 0; t < time; t++)
        {
            Assert.True(policy.Next(state).allclose(whole.select(1, t), 1e-5, 1e-6), $"position {t}");
            state = policy.Read(ids.select(1, t), state);
        }
    }

    [Theory]
    [InlineData(Rnn, 9)]
    [InlineData(Cnn, 9)]
    [InlineData(Cnn, 20)]
    public void An_input_changes_its_own_logits_and_later_ones_and_no_earlier_one(NetworkKind kind, int time)
    {
        using var policy = Policy(kind, time);
        using var scope = NewDisposeScope();
        var inputs = Tokens(1, time);
        var logits = policy.forward(inputs); // [1, time, vocab]
        for (var t = 0; t < time; t++)
        {
            var changed = inputs.clone();
            changed[0, t] = changed[0, t].item<long>() % 10 + 1;
            var difference = (policy.forward(changed) - logits).abs().amax([0, 2]).data<float>().ToArray(); // [time]
            Assert.All(difference[..t], change => Assert.Equal(0, change));
            Assert.True(difference[t] > 0);
            Assert.True(difference[^1] > 0, $"the last position does not see input {t}");
        }
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void A_state_carries_its_rows_wherever_they_go(NetworkKind kind)
    {
        using var policy = Policy(kind, 6);
        using var scope = NewDisposeScope();
        PolicyState Read(params long[] tokens) => policy.Read(tensor(tokens, [tokens.Length]), policy.Opening(tokens.Length));
        var (moved, made) = (Read(1, 2).Append(Read(3)).Select(tensor([2L, 0, 0])).Clone(), Read(3, 1, 1));
        Assert.All(moved.Tensors, memory => Assert.Equal(3, memory.shape[0]));
        Assert.True(policy.Next(moved).allclose(policy.Next(made), 1e-5, 1e-6));
        var next = tensor([4L, 5, 6]);
        Assert.True(policy.Next(policy.Read(next, moved)).allclose(policy.Next(policy.Read(next, made)), 1e-5, 1e-6));
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void Impossible_ids_have_probability_zero_and_unknown_ones_only_when_the_policy_speaks(NetworkKind kind)
    {
        using var policy = Some.Policy(Some.Shape() with { Kind = kind, Impossible = [0, 1], Unspoken = [3] });
        using var scope = NewDisposeScope();
        var inputs = zeros(1, 1, ScalarType.Int64);
        var (read, spoken) = (policy.forward(inputs).softmax(-1).data<float>().ToArray(), policy.Spoken(inputs).softmax(-1).data<float>().ToArray());
        Assert.Equal((0f, 0f), (read[0], read[1]));
        Assert.True(read[3] > 0);
        Assert.Equal((0f, 0f, 0f), (spoken[0], spoken[1], spoken[3]));
        Assert.Equal(1, read.Sum(), 5);
        Assert.Equal(1, spoken.Sum(), 5);
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void Dropout_is_on_while_training_and_off_while_writing(NetworkKind kind)
    {
        using var policy = Some.Policy(Some.Shape() with { Kind = kind, Dropout = 0.5 });
        using var scope = NewDisposeScope();
        var inputs = Tokens(4, 6);
        Assert.True(policy.forward(inputs).allclose(policy.forward(inputs)));
        policy.train();
        Assert.False(policy.forward(inputs).allclose(policy.forward(inputs)));
        Assert.True(policy.Next(policy.Opening(2)).allclose(policy.Next(policy.Opening(2))));
    }

    [Fact]
    public void The_weights_keep_their_names()
    {
        using var lstm = Policy(Rnn, 6);
        Assert.Equal(
            ["embedding.weight", "lstm.bias_hh_l0", "lstm.bias_ih_l0", "lstm.weight_hh_l0", "lstm.weight_ih_l0", "output.bias", "output.weight"],
            lstm.state_dict().Keys.Order(StringComparer.Ordinal));
        using var convolutional = Policy(Cnn, 6);
        Assert.Equal(
            ["convolutions.0.bias", "convolutions.0.weight", "convolutions.1.bias", "convolutions.1.weight", "embedding.weight", "output.bias", "output.weight"],
            convolutional.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 2)]
    [InlineData(8, 3)]
    [InlineData(15, 3)]
    [InlineData(16, 4)]
    public void A_convolutional_policy_has_the_fewest_layers_that_see_every_token(int time, int layers)
    {
        using var policy = Policy(Cnn, time);
        Assert.Equal(layers, policy.state_dict().Keys.Count(name => name.EndsWith("weight", StringComparison.Ordinal)) - 2);
    }

    [Fact]
    public void A_convolutional_policy_computes_what_its_definition_says()
    {
        const int Time = 9;
        using var policy = Policy(Cnn, Time);
        using var scope = NewDisposeScope();
        float[][] Weight(string name)
        {
            var weight = policy.get_parameter(name)!;
            return [.. weight.data<float>().ToArray().Chunk((int)weight.shape[1])];
        }
        var inputs = Tokens(1, Time).data<long>().ToArray();
        var embedding = Weight("embedding.weight");
        double[][] features = [.. inputs.Select(id => Array.ConvertAll(embedding[id], value => (double)value))];
        for (int layer = 0, dilation = 1; layer < 3; layer++, dilation *= 2)
        {
            var (weight, before) = (Weight($"convolutions.{layer}.weight"), features);
            var hidden = weight.Length / 2;
            // The biases start at 0.
            double Sum(int t, int row) => Enumerable.Range(0, 3).Where(tap => t - (2 - tap) * dilation >= 0).Sum(tap =>
                before[t - (2 - tap) * dilation].Select((value, column) => value * weight[row][tap * before[0].Length + column]).Sum());
            features = [.. Enumerable.Range(0, Time).Select(t => Enumerable.Range(0, hidden).Select(unit =>
                Sum(t, unit) / (1 + Math.Exp(-Sum(t, hidden + unit))) + (layer == 0 ? 0 : before[t][unit])).ToArray())];
        }
        var output = Weight("output.weight");
        var logits = policy.forward(tensor(inputs, [1, Time])).data<float>().ToArray().Chunk(11).ToArray();
        for (var t = 0; t < Time; t++)
            for (var id = 0; id < 11; id++) Assert.Equal(features[t].Zip(output[id], (value, weight) => value * weight).Sum(), logits[t][id], 1e-5);
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void A_vocabulary_without_choice_is_refused(NetworkKind kind) =>
        Assert.Contains("vocabulary", Refusal(Some.Shape(vocabulary: 3) with { Kind = kind, Impossible = [0, 1] }), StringComparison.Ordinal);

    [Fact]
    public void A_shape_that_makes_no_network_is_refused()
    {
        Assert.Contains("hidden is 0", Refusal(Some.Shape() with { Hidden = 0 }), StringComparison.Ordinal);
        Assert.Contains("dropout is 1", Refusal(Some.Shape() with { Dropout = 1 }), StringComparison.Ordinal);
        Assert.Contains("outside the vocabulary", Refusal(Some.Shape() with { Impossible = [11] }), StringComparison.Ordinal);
        Assert.Contains("outside the vocabulary", Refusal(Some.Shape() with { Begin = -1 }), StringComparison.Ordinal);
    }

    static string Refusal(PolicyShape shape) => Assert.Throws<InvalidInputException>(() => SeqGan.Text.Policy.Create(shape)).Message;
}
