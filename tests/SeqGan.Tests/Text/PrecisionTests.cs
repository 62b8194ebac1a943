using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Eval.Statistics;
using SeqGan.Tests.Support;
using SeqGan.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class PrecisionTests
{
    static readonly DiscriminatorShape _shape = new()
    {
        Vocabulary = 60,
        Time = 10,
        Embedding = 16,
        Hidden = 1,
        FilterWidths = [1, 2, 3, 5],
        FilterCounts = [40, 40, 50, 40],
        Dropout = 0.25,
    };

    [Fact]
    public void Auto_is_bf16_only_where_the_processor_multiplies_it_and_what_was_chosen_stays()
    {
        var options = new SeqGanOptions();
        Assert.Equal(Precision.Auto, options.Precision);
        Assert.Equal(Bfloat16.IsFast ? Precision.Bf16 : Precision.Fp32, options.On(DeviceType.CPU).Precision);
        Assert.Equal(Precision.Fp32, options.On(DeviceType.CUDA).Precision);
        foreach (var chosen in new[] { Precision.Fp32, Precision.Bf16 })
            Assert.Equal(chosen, (options with { Precision = chosen }).On(DeviceType.CUDA).On(DeviceType.CPU).Precision);
    }

    [Fact]
    public void A_game_names_the_precision_it_plays_with()
    {
        using var folder = new TemporaryFolder();
        using var game = new SeqGanGame(Some.Corpus(folder), Some.Tiny);
        Assert.Equal(Bfloat16.IsFast ? "bf16" : "fp32", game.Settings["precision"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verdicts_with_kernels_are_those_of_tensor_operations_and_nearly_so_in_bf16(bool lengths)
    {
        using var discriminator = Discriminator();
        using var judge = new TextDiscriminator(discriminator);
        var random = new Random(5);
        int[][] sequences = [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, lengths ? random.Next(1, 11) : 10).Select(_ => random.Next(60)).ToArray())];
        discriminator.Kernels = false;
        var plain = judge.Verdicts(sequences);
        Assert.InRange(plain.Max() - plain.Min(), 0.05, 1);
        discriminator.Kernels = true;
        Assert.All(plain.Zip(judge.Verdicts(sequences)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(plain.Zip(judge.Verdicts(sequences[..3])), pair => Assert.Equal(pair.First, pair.Second, 1e-5)); // too few for a table
        discriminator.Bfloat16 = true;
        var rounded = judge.Verdicts(sequences);
        Assert.NotEqual(plain, rounded);
        Assert.InRange(Ranks.Correlation(plain, rounded), 0.99, 1);
    }

    [Fact]
    public void Gradients_in_bf16_point_where_those_in_fp32_do_and_weights_stay_fp32()
    {
        using var scope = NewDisposeScope();
        using var discriminator = Discriminator();
        var batch = SequenceBatch.Of([.. Enumerable.Range(0, 32).Select(row => Enumerable.Range(0, 10).Select(t => (row * t + row) % 60).ToArray())], 10, CPU);
        Dictionary<string, Tensor> Slopes(bool bfloat16)
        {
            discriminator.Bfloat16 = bfloat16;
            discriminator.zero_grad();
            discriminator.forward(batch.Ids, batch.Lengths).square().sum().backward();
            return discriminator.named_parameters().ToDictionary(one => one.name, one => one.parameter.grad!.clone());
        }
        var (exact, rounded) = (Slopes(false), Slopes(true));
        foreach (var (name, slope) in exact)
        {
            Assert.Equal(ScalarType.Float32, rounded[name].dtype);
            var cosine = (slope * rounded[name]).sum() / (slope.norm() * rounded[name].norm());
            Assert.InRange(cosine.item<float>(), 0.995, 1.0001);
        }
        Assert.False(exact["gate.weight"].equal(rounded["gate.weight"]).all().item<bool>());
    }

    static Discriminator Discriminator()
    {
        manual_seed(1);
        var discriminator = SeqGan.Text.Discriminator.Create(_shape);
        discriminator.eval();
        return discriminator;
    }
}
