using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Text.Benchmarks;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text.Benchmarks;

[Collection(OneAtATime.Name)]
public sealed class SeqGanBenchmarkTests
{
    static readonly BenchmarkSizes _sizes = new() { Vocabulary = 11, Length = 5, Lines = 24 };

    [Fact]
    public void Every_piece_is_measured_as_often_as_asked_with_every_step_told()
    {
        var benchmark = new SeqGanBenchmark(Some.Tiny, _sizes, new BenchmarkOptions { Repeat = 2, WarmUp = 1 });
        Assert.Equal(["mle", "sampling", "g-step", "rollouts", "scoring", "update", "discriminator", "round"], SeqGanBenchmark.Pieces.Select(piece => piece.Name));
        foreach (var (name, _) in SeqGanBenchmark.Pieces)
        {
            var told = new List<BenchmarkProgress>();
            var result = benchmark.Measure(name, told.Add);
            Assert.Equal((name, 2, name == "round"), (result.Piece, result.Runs.Count, result.Extrapolated));
            Assert.All(result.Runs, run => Assert.True(run is { Seconds: > 0, ProcessorSeconds: >= 0 }));
            Assert.Equal([1, 2, 3], told.Select(one => one.Run).Distinct());
            Assert.True(result is { Floor: > 0, Fraction: > 0, Rate: > 0 });
            if (name is "mle" or "discriminator") Assert.Equal(name == "mle" ? 2 : 3, told.Max(one => one.Steps)); // of 24 lines, or 48 sequences, in batches of 16
        }
    }

    [Fact]
    public void A_round_can_be_played_to_its_end()
    {
        var steps = 0;
        var options = new BenchmarkOptions { Repeat = 1, WarmUp = 0, Whole = true };
        var result = new SeqGanBenchmark(Some.Tiny with { DiscriminatorSteps = 2, DiscriminatorEpochs = 3 }, _sizes, options).Measure(SeqGanBenchmark.Round, told => steps += told.Step > 0 ? 1 : 0);
        Assert.False(result.Extrapolated);
        Assert.Equal(1 + 2 * 3 * 3, steps);
    }

    [Fact]
    public void Networks_that_are_not_counted_have_no_floor()
    {
        var result = new SeqGanBenchmark(Some.Tiny with { Generator = NetworkKind.Cnn }, _sizes, new BenchmarkOptions { Repeat = 1 }).Measure("mle");
        Assert.True(result is { Work: null, Floor: null, Fraction: null });
    }

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle()
    {
        BenchmarkResult Of(params double[] seconds) => new("mle", [.. seconds.Select(one => new Lap(one, 2 * one))], 12, "sequences", null, null, 1.5, false);
        Assert.Equal((2.0, 4.0), (Of(9, 1, 2).Median.Seconds, Of(9, 1, 2).Median.ProcessorSeconds));
        Assert.Equal(3, Of(9, 4, 1, 2).Median.Seconds);
        Assert.Equal((1.0, 9.0, 4.0, 0.5), (Of(9, 4, 1, 2).Lowest, Of(9, 4, 1, 2).Highest, Of(9, 4, 1, 2).Rate, Of(9, 4, 1, 2).Fraction));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Contains("'rolouts'; there are mle, sampling,", Assert.Throws<InvalidInputException>(() => new SeqGanBenchmark(Some.Tiny, _sizes).Measure("rolouts")).Message, StringComparison.Ordinal);
        Assert.StartsWith("length is 1;", Assert.Throws<InvalidInputException>(() => new SeqGanBenchmark(Some.Tiny, _sizes with { Length = 1 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("--gbytes is 0;", Assert.Throws<InvalidInputException>(() => new SeqGanBenchmark(Some.Tiny, _sizes, new BenchmarkOptions { Gbytes = 0 })).Message, StringComparison.Ordinal);
    }
}
