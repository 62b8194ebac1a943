using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class ConvDiscriminatorTests
{
    static readonly DiscriminatorShape Shape = new()
    {
        Vocabulary = 20,
        Time = 8,
        Embedding = 6,
        FilterWidths = [1, 3, 5, 12],
        FilterCounts = [4, 5, 6, 7],
        Dropout = 0.5,
    };

    static ConvDiscriminator Discriminator()
    {
        manual_seed(1);
        var discriminator = new ConvDiscriminator(Shape);
        discriminator.eval();
        return discriminator;
    }

    [Fact]
    public void What_stands_in_the_padding_changes_no_verdict()
    {
        using var discriminator = Discriminator();
        using var scope = NewDisposeScope();
        long[] lengths = [8, 5, 2, 1];
        var clean = SequenceBatch.Of([[1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6, 5], [4, 3], [2]], 8, CPU);
        var dirty = clean.Ids.clone();
        for (var row = 0; row < 4; row++)
            for (var t = lengths[row]; t < 8; t++) dirty[row, t] = 9 + t + row;
        Assert.True(discriminator.forward(clean.Ids, clean.Lengths).equal(discriminator.forward(dirty, clean.Lengths)).all().item<bool>());
    }

    [Fact]
    public void The_amount_of_padding_changes_no_verdict()
    {
        using var discriminator = Discriminator();
        using var scope = NewDisposeScope();
        int[][] rows = [[9, 8, 7, 6, 5], [4, 3]];
        var (tight, wide) = (SequenceBatch.Of(rows, 5, CPU), SequenceBatch.Of(rows, 8, CPU));
        Assert.True(discriminator.forward(tight.Ids, tight.Lengths).allclose(discriminator.forward(wide.Ids, wide.Lengths), 1e-6, 1e-6));
    }

    [Fact]
    public void It_reads_every_token_inside_the_length()
    {
        using var discriminator = Discriminator();
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

    [Fact]
    public void Dropout_is_on_while_training_and_off_while_scoring()
    {
        using var discriminator = Discriminator();
        using var scope = NewDisposeScope();
        var batch = SequenceBatch.Of([[1, 2, 3, 4, 5, 6]], 8, CPU);
        Assert.Equal(discriminator.forward(batch.Ids, batch.Lengths).item<float>(), discriminator.forward(batch.Ids, batch.Lengths).item<float>());
        discriminator.train();
        Assert.NotEqual(discriminator.forward(batch.Ids, batch.Lengths).item<float>(), discriminator.forward(batch.Ids, batch.Lengths).item<float>());
    }

    [Fact]
    public void Filters_wider_than_a_sequence_are_left_out_and_the_weights_keep_their_names()
    {
        using var discriminator = Discriminator();
        Assert.Equal(
            ["embedding.weight", "filters.0.bias", "filters.0.weight", "filters.1.bias", "filters.1.weight", "filters.2.bias", "filters.2.weight",
                "gate.bias", "gate.weight", "output.bias", "output.weight", "transform.bias", "transform.weight"],
            discriminator.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal([4L, 6, 1], discriminator.get_parameter("filters.0.weight")!.shape);
        Assert.Equal([6L, 6, 5], discriminator.get_parameter("filters.2.weight")!.shape);
    }

    [Fact]
    public void A_batch_of_one_width_only_too_wide_is_refused() =>
        Assert.Contains("filter-widths", Assert.Throws<InvalidInputException>(() => new ConvDiscriminator(Shape with { FilterWidths = [9], FilterCounts = [3] })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_output_penalty_is_a_quarter_of_the_squares()
    {
        using var discriminator = Discriminator();
        using var scope = NewDisposeScope();
        var squares = new[] { "output.weight", "output.bias" }.Sum(name => discriminator.get_parameter(name)!.data<float>().ToArray().Sum(value => (double)value * value));
        Assert.Equal(squares / 4, discriminator.OutputPenalty().ToDouble(), 5);
    }
}
