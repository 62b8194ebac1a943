using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class DiscriminatorTests
{
    const NetworkKind Rnn = NetworkKind.Rnn, Cnn = NetworkKind.Cnn;

    static readonly DiscriminatorShape Shape = new()
    {
        Vocabulary = 20,
        Time = 8,
        Embedding = 6,
        Hidden = 7,
        FilterWidths = [1, 3, 5, 12],
        FilterCounts = [4, 5, 6, 7],
        Dropout = 0.5,
    };

    static Discriminator Discriminator(NetworkKind kind)
    {
        manual_seed(1);
        var discriminator = SeqGan.Text.Discriminator.Create(Shape with { Kind = kind });
        discriminator.eval();
        return discriminator;
    }

    [Theory] // bounds and deviations of a normal distribution cut at two of its own (0.8796 of it), and of a uniform one
    [InlineData(HighwayWeights.Normal, 0.2, 0.1 * 0.8796)]
    [InlineData(HighwayWeights.Uniform, 0.173205, 0.1)] // 100 features
    public void A_highway_begins_as_it_was_asked_to(HighwayWeights highway, double bound, double deviation)
    {
        manual_seed(3);
        using var discriminator = SeqGan.Text.Discriminator.Create(Shape with { FilterCounts = [10, 30, 60, 7] }, highway: highway);
        using var scope = NewDisposeScope();
        var weights = discriminator.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var name in new[] { "gate.weight", "transform.weight" })
        {
            Assert.InRange(weights[name].abs().max().item<float>(), 0.98 * bound, bound + 1e-6);
            Assert.Equal(0, weights[name].mean().item<float>(), 5 * deviation / 100);
            Assert.Equal(deviation, weights[name].std().item<float>(), 0.03 * deviation);
        }
        foreach (var (name, constant) in new[] { ("gate.bias", -2f), ("transform.bias", 0.1f) })
        {
            var (least, most) = (weights[name].min().item<float>(), weights[name].max().item<float>());
            if (highway == HighwayWeights.Normal) Assert.Equal((constant, constant), (least, most));
            else Assert.True(least is < -0.1f and > -0.1733f && most is > 0.1f and < 0.1733f, $"{name}: {least} to {most}");
        }
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void What_stands_in_the_padding_changes_no_verdict(NetworkKind kind)
    {
        using var discriminator = Discriminator(kind);
        using var scope = NewDisposeScope();
        long[] lengths = [8, 5, 2, 1];
        var clean = SequenceBatch.Of([[1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6, 5], [4, 3], [2]], 8, CPU);
        var dirty = clean.Ids.clone();
        for (var row = 0; row < 4; row++)
            for (var t = lengths[row]; t < 8; t++) dirty[row, t] = 9 + t + row;
        Assert.True(discriminator.forward(clean.Ids, clean.Lengths).equal(discriminator.forward(dirty, clean.Lengths)).all().item<bool>());
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void The_amount_of_padding_changes_no_verdict(NetworkKind kind)
    {
        using var discriminator = Discriminator(kind);
        using var scope = NewDisposeScope();
        int[][] rows = [[9, 8, 7, 6, 5], [4, 3]];
        var (tight, wide) = (SequenceBatch.Of(rows, 5, CPU), SequenceBatch.Of(rows, 8, CPU));
        Assert.True(discriminator.forward(tight.Ids, tight.Lengths).allclose(discriminator.forward(wide.Ids, wide.Lengths), 1e-6, 1e-6));
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void It_reads_every_token_inside_the_length(NetworkKind kind)
    {
        using var discriminator = Discriminator(kind);
        using var scope = NewDisposeScope();
        var batch = SequenceBatch.Of([[1, 2, 3, 4, 5, 6]], 8, CPU);
        var verdict = discriminator.forward(batch.Ids, batch.Lengths).item<float>();
        for (var t = 0; t < 6; t++)
        {
            var changed = batch.Ids.clone();
            changed[0, t] = 15;
            Assert.NotEqual(verdict, discriminator.forward(changed, batch.Lengths).item<float>());
        }
    }

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void Dropout_is_on_while_training_and_off_while_scoring(NetworkKind kind)
    {
        using var discriminator = Discriminator(kind);
        using var scope = NewDisposeScope();
        var batch = SequenceBatch.Of([[1, 2, 3, 4, 5, 6]], 8, CPU);
        Assert.Equal(discriminator.forward(batch.Ids, batch.Lengths).item<float>(), discriminator.forward(batch.Ids, batch.Lengths).item<float>());
        discriminator.train();
        Assert.NotEqual(discriminator.forward(batch.Ids, batch.Lengths).item<float>(), discriminator.forward(batch.Ids, batch.Lengths).item<float>());
    }

    [Fact]
    public void The_weights_keep_their_names_and_filters_wider_than_a_sequence_are_left_out()
    {
        using var convolutional = Discriminator(Cnn);
        Assert.Equal(
            ["embedding.weight", "filters.0.bias", "filters.0.weight", "filters.1.bias", "filters.1.weight", "filters.2.bias", "filters.2.weight",
                "gate.bias", "gate.weight", "output.bias", "output.weight", "transform.bias", "transform.weight"],
            convolutional.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal([4L, 6, 1], convolutional.get_parameter("filters.0.weight")!.shape);
        Assert.Equal([6L, 6, 5], convolutional.get_parameter("filters.2.weight")!.shape);
        using var recurrent = Discriminator(Rnn);
        Assert.Equal(
            ["embedding.weight", "lstm.bias_hh_l0", "lstm.bias_ih_l0", "lstm.weight_hh_l0", "lstm.weight_ih_l0", "output.bias", "output.weight"],
            recurrent.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal([28L, 6], recurrent.get_parameter("lstm.weight_ih_l0")!.shape);
    }

    [Fact]
    public void Kernels_and_tensor_operations_have_the_same_logits_and_gradients()
    {
        using var scope = NewDisposeScope();
        var batch = SequenceBatch.Of([[1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6, 5], [4, 3], [2], [1, 1, 1, 1, 1, 1]], 8, CPU);
        Tensor[] Slopes(bool kernels)
        {
            var discriminator = Discriminator(Cnn);
            discriminator.Kernels = kernels;
            var logits = discriminator.forward(batch.Ids, batch.Lengths);
            (logits * tensor(new[] { 1f, -2, 3, -4, 5 })).sum().backward();
            return [logits, .. discriminator.parameters().Select(parameter => parameter.grad!)];
        }
        foreach (var (one, other) in Slopes(true).Zip(Slopes(false))) Assert.True(one.allclose(other, 1e-4, 1e-5));
    }

    [Fact]
    public void A_recurrent_verdict_is_the_logit_of_the_state_at_the_last_token()
    {
        using var discriminator = Discriminator(Rnn);
        using var scope = NewDisposeScope();
        // The cell's equations (Hochreiter and Schmidhuber, 1997, with forget gates), gates in the order i, f, g, o.
        float[][] Weight(string name)
        {
            var weight = discriminator.get_parameter(name)!;
            return [.. weight.data<float>().ToArray().Chunk((int)(weight.shape.Length > 1 ? weight.shape[1] : 1))];
        }
        static double Dot(float[] weights, IEnumerable<double> values) => weights.Zip(values, (weight, value) => weight * value).Sum();
        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        var (embedding, fromInput, fromState) = (Weight("embedding.weight"), Weight("lstm.weight_ih_l0"), Weight("lstm.weight_hh_l0"));
        var (inputBias, stateBias) = (Weight("lstm.bias_ih_l0"), Weight("lstm.bias_hh_l0"));
        int[] sequence = [3, 1, 4, 1, 5];
        var (hidden, cell) = (new double[7], new double[7]);
        foreach (var id in sequence)
        {
            var input = embedding[id].Select(value => (double)value).ToArray();
            double[] gates = [.. Enumerable.Range(0, 28).Select(row => Dot(fromInput[row], input) + inputBias[row][0] + Dot(fromState[row], hidden) + stateBias[row][0])];
            cell = [.. cell.Select((value, unit) => Sigmoid(gates[7 + unit]) * value + Sigmoid(gates[unit]) * Math.Tanh(gates[14 + unit]))];
            hidden = [.. cell.Select((value, unit) => Sigmoid(gates[21 + unit]) * Math.Tanh(value))];
        }
        var batch = SequenceBatch.Of([sequence, [2, 7]], 8, CPU);
        Assert.Equal(Dot(Weight("output.weight")[0], hidden) + Weight("output.bias")[0][0], discriminator.forward(batch.Ids, batch.Lengths)[0].item<float>(), 1e-5);
    }

    [Fact]
    public void A_batch_of_one_width_only_too_wide_is_refused()
    {
        var onlyWide = Shape with { FilterWidths = [9], FilterCounts = [3] };
        Assert.Contains("filter-widths", Refusal(onlyWide), StringComparison.Ordinal);
        SeqGan.Text.Discriminator.Create(onlyWide with { Kind = Rnn }).Dispose(); // it has no filters
    }

    [Fact]
    public void A_shape_that_makes_no_network_is_refused()
    {
        Assert.Contains("hidden is 0", Refusal(Shape with { Hidden = 0 }), StringComparison.Ordinal);
        Assert.Contains("time is -1", Refusal(Shape with { Time = -1 }), StringComparison.Ordinal);
        Assert.Contains("dropout is 1", Refusal(Shape with { Dropout = 1 }), StringComparison.Ordinal);
        Assert.Contains("below 1", Refusal(Shape with { FilterCounts = [4, 0, 6, 7] }), StringComparison.Ordinal);
    }

    static string Refusal(DiscriminatorShape shape) => Assert.Throws<InvalidInputException>(() => SeqGan.Text.Discriminator.Create(shape)).Message;

    [Theory]
    [InlineData(Rnn)]
    [InlineData(Cnn)]
    public void The_output_penalty_is_a_quarter_of_the_squares(NetworkKind kind)
    {
        using var discriminator = Discriminator(kind);
        using var scope = NewDisposeScope();
        var squares = new[] { "output.weight", "output.bias" }.Sum(name => discriminator.get_parameter(name)!.data<float>().ToArray().Sum(value => (double)value * value));
        Assert.Equal(squares / 4, discriminator.OutputPenalty().ToDouble(), 5);
    }
}
