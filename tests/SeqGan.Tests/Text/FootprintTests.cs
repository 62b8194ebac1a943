using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class FootprintTests
{
    [Theory]
    [InlineData(NetworkKind.Rnn, 6)]
    [InlineData(NetworkKind.Cnn, 2)]
    [InlineData(NetworkKind.Cnn, 33)]
    public void The_weights_of_a_policy_are_those_that_it_has(NetworkKind kind, int time)
    {
        var shape = Some.Shape(time: time) with { Kind = kind };
        using var policy = Some.Policy(shape);
        Assert.Equal(policy.parameters().Sum(parameter => parameter.numel()), shape.Weights);
        using var state = policy.Start(3);
        Assert.Equal(state.Tensors.Sum(memory => memory.numel()), 3 * shape.StateSize);
    }

    [Fact]
    public void A_draft_of_convolutions_is_counted_with_its_states()
    {
        var shape = Some.Shape(vocabulary: 100, time: 100) with { Kind = NetworkKind.Cnn, Hidden = 128 };
        using var policy = Some.Policy(shape);
        using var writer = policy.Writer(1);
        Assert.InRange(writer.BytesADraft, 2 * sizeof(float) * shape.StateSize, 4 * sizeof(float) * shape.StateSize);
        Assert.Contains("of it for the rollouts", Assert.Throws<InvalidInputException>(() => Footprint.Check(shape with { Time = 4000, Hidden = 4000 }, Some.Tiny, lines: 100)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NetworkKind.Rnn)]
    [InlineData(NetworkKind.Cnn)]
    public void The_weights_of_a_discriminator_are_those_that_it_has(NetworkKind kind)
    {
        var shape = DiscriminatorShape.Of(Some.Shape(), Some.Tiny with { Discriminator = kind, FilterWidths = [1, 2, 99], FilterCounts = [4, 5, 6], DiscriminatorHidden = 9 });
        using var discriminator = Discriminator.Create(shape);
        Assert.Equal(discriminator.parameters().Sum(parameter => parameter.numel()), shape.Weights);
    }

    [Fact]
    public void What_fits_passes_and_what_cannot_fit_names_its_greatest_part()
    {
        Footprint.Check(Some.Shape(), Some.Tiny, lines: 100);
        Assert.Contains("of it for its sequences", Assert.Throws<InvalidInputException>(() => Footprint.Check(new OracleOptions { TestSamples = int.MaxValue })).Message, StringComparison.Ordinal);
        void Refused(string part, SeqGanOptions options, PolicyShape? shape = null) =>
            Assert.Contains($"of it for {part}, and this machine has", Assert.Throws<InvalidInputException>(() => Footprint.Check(shape ?? Some.Shape(), options, lines: 100)).Message, StringComparison.Ordinal);
        Refused("the policy", Some.Tiny, Some.Shape() with { Hidden = int.MaxValue });
        Refused("the discriminator", Some.Tiny with { FilterCounts = [4, 4, int.MaxValue] });
        Refused("the policy's pass over a batch", Some.Tiny with { Batch = int.MaxValue }, Some.Shape(vocabulary: 10_000));
        Refused("the rollouts", Some.Tiny with { Rollouts = int.MaxValue });
        Refused("the fake samples", Some.Tiny with { DiscriminatorSamples = int.MaxValue, Controls = true }, Some.Shape(time: 1 << 20));
        Footprint.Check(Some.Shape(), Some.Tiny with { Batch = int.MaxValue, Rollouts = int.MaxValue, Rounds = 0 }, lines: 100); // nothing is drawn, and a batch has no more lines than there are
    }
}
