using SeqGan.Eval;
using SeqGan.Eval.Statistics;
using SeqGan.Reports;

namespace SeqGan.Tests.Reports;

public sealed class VerdictTests
{
    static Score Of(string name, double value, bool lowerIsBetter = false, double spread = 0)
    {
        var lines = LineSums.Mean([.. Enumerable.Range(0, 40).Select(i => value + spread * (i % 2 == 0 ? 1 : -1))]);
        return new(name, lines.Value, 40, name) { Lines = lines, LowerIsBetter = lowerIsBetter };
    }

    [Fact]
    public void Each_score_counts_for_the_side_that_it_favours_or_for_none()
    {
        SideBySide scores = new([
            ("MLE", [Of("bleu", 0.5), Of("self-bleu", 0.5, true), Of("ppl", 90, true), Of("novel", 0.9), Of("entropy", 3, spread: 2)]),
            ("SeqGAN", [Of("bleu", 0.4), Of("self-bleu", 0.4, true), Of("ppl", 95, true), Of("novel", 0.95), Of("entropy", 3.1, spread: 2)]),
            ("bigram", [Of("ppl", 99, true), Of("nll", 4, true)])]);
        Assert.Equal(["SeqGAN beside MLE at temperature 1 (p < 0.05): better by self-bleu, novel; worse by bleu, ppl; no difference shown by entropy.", "bigram beside MLE at temperature 1 (p < 0.05): worse by ppl."], Verdict.Of(scores));
    }

    [Theory]
    [InlineData(0.9, 0.5, "At its self-bleu-4 of 0.5000 SeqGAN has a bleu-4 of 0.9000; MLE reaches 0.6500 there by its temperature alone: SeqGAN is ahead.")]
    [InlineData(0.6, 0.5, "At its self-bleu-4 of 0.5000 SeqGAN has a bleu-4 of 0.6000; MLE reaches 0.6500 there by its temperature alone: SeqGAN does not beat it.")]
    [InlineData(0.6, 0.1, "At its self-bleu-4 of 0.1000 SeqGAN has a bleu-4 of 0.6000; MLE does not get there by its temperature.")]
    public void A_game_is_held_against_what_a_temperature_buys(double quality, double diversity, string expected) =>
        Assert.Equal(expected, Assert.Single(Verdict.Of(new Frontier(FrontierAxes.Bleu, [new("MLE", "T 1", 0.6, 0.4), new("MLE", "T 0.8", 0.7, 0.6), new("SeqGAN", "T 1", quality, diversity), new("SeqGAN", "T 0.8", 0.9, 0.9)]))));

    [Fact]
    public void Where_lower_is_better_the_lower_is_ahead() =>
        Assert.EndsWith("SeqGAN is ahead.", Assert.Single(Verdict.Of(new Frontier(FrontierAxes.Likelihood, [new("MLE", "T 1", 5, 4), new("MLE", "T 0.8", 6, 5), new("SeqGAN", "T 1", 5.2, 4.5)]))));
}
