using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Tests.Statistics;

public sealed class RandomizationTestTests
{
    // Of means, which is what can be enumerated.
    static class Test
    {
        public static double Paired(double[] one, double[] other, int trials = RandomizationTest.Trials, long seed = 1) => RandomizationTest.Paired(LineSums.Mean(one), LineSums.Mean(other), trials, seed);

        public static double Unpaired(double[] one, double[] other, int trials = RandomizationTest.Trials, long seed = 1) => RandomizationTest.Unpaired(LineSums.Mean(one), LineSums.Mean(other), trials, seed);
    }

    const int Trials = 20_000;
    const double Noise = 0.015; // four deviations of a share of 20,000 trials

    /// <summary>All ways to change places, enumerated: of the 2^n sums of signed differences, those at least as large.</summary>
    [Fact]
    public void Pairs_give_the_share_of_all_exchanges()
    {
        double[] one = [0.9, 0.2, 0.7, 0.4, 0.8, 0.6, 0.3, 0.75], other = [0.5, 0.3, 0.1, 0.4, 0.35, 0.2, 0.4, 0.6];
        double[] differences = [.. one.Zip(other, (a, b) => a - b)];
        var seen = Math.Abs(differences.Sum());
        var exact = Enumerable.Range(0, 256).Count(signs => Math.Abs(differences.Select((difference, i) => (signs >> i & 1) == 0 ? difference : -difference).Sum()) >= seen - 1e-12) / 256.0;
        Assert.InRange(exact, 0.01, 0.2);
        Assert.Equal(exact, Test.Paired(one, other, Trials), Noise);
        Assert.Equal(exact, Test.Paired(other, one, Trials), Noise);
    }

    /// <summary>All ways to choose the three lines of one system out of eight, enumerated.</summary>
    [Fact]
    public void Lines_of_their_own_give_the_share_of_all_deals()
    {
        double[] one = [0.9, 0.7, 0.8], other = [0.5, 0.3, 0.75, 0.4, 0.6];
        double[] all = [.. one, .. other];
        var seen = Math.Abs(one.Average() - other.Average());
        var (found, deals) = (0, 0);
        for (var set = 0; set < 256; set++)
        {
            var chosen = Enumerable.Range(0, 8).Where(i => (set >> i & 1) == 1).ToArray();
            if (chosen.Length != 3) continue;
            deals++;
            if (Math.Abs(chosen.Average(i => all[i]) - Enumerable.Range(0, 8).Except(chosen).Average(i => all[i])) >= seen - 1e-12) found++;
        }
        Assert.Equal(56, deals);
        Assert.Equal((double)found / deals, Test.Unpaired(one, other, Trials), Noise);
        Assert.Equal((double)found / deals, Test.Unpaired(other, one, Trials), Noise);
    }

    /// <summary>All deals of a ratio of totals, where lines of more weight count more.</summary>
    [Fact]
    public void A_ratio_is_tested_by_its_totals()
    {
        double[] parts = [9, 1, 4, 2, 2, 3, 1], wholes = [10, 3, 5, 9, 4, 8, 6];
        double Ratio(IEnumerable<int> lines) => lines.Sum(i => parts[i]) / lines.Sum(i => wholes[i]);
        double Difference(int[] chosen) => Math.Abs(Ratio(chosen) - Ratio(Enumerable.Range(0, 7).Except(chosen)));
        var deals = Enumerable.Range(0, 128).Select(set => Enumerable.Range(0, 7).Where(i => (set >> i & 1) == 1).ToArray()).Where(chosen => chosen.Length == 3).ToArray();
        var exact = deals.Count(chosen => Difference(chosen) >= Difference([0, 1, 2]) - 1e-12) / (double)deals.Length;
        Assert.InRange(exact, 0.01, 0.5);
        Assert.Equal(exact, RandomizationTest.Unpaired(LineSums.Ratio(parts[..3], wholes[..3]), LineSums.Ratio(parts[3..], wholes[3..]), Trials), Noise);
        Assert.Equal(exact, RandomizationTest.Unpaired(LineSums.Ratio(parts[3..], wholes[3..]), LineSums.Ratio(parts[..3], wholes[..3]), Trials), Noise);
    }

    /// <summary>Where there is no difference, p is uniform: a tenth of the tests are below 0.1. Four deviations of that share of 400 are 0.06.</summary>
    [Fact]
    public void Systems_that_are_the_same_are_rarely_called_different()
    {
        var (paired, unpaired) = (0, 0);
        for (var test = 0; test < 400; test++)
        {
            var random = new Random(test);
            double[] Scores() => [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
            if (Test.Paired(Scores(), Scores(), trials: 199, seed: test) <= 0.1) paired++;
            if (Test.Unpaired(Scores(), Scores()[..20], trials: 199, seed: test) <= 0.1) unpaired++;
        }
        Assert.InRange(paired / 400.0, 0.04, 0.16);
        Assert.InRange(unpaired / 400.0, 0.04, 0.16);
    }

    [Fact]
    public void Clear_differences_are_found_and_equal_systems_have_p_one()
    {
        double[] good = [.. Enumerable.Range(0, 200).Select(i => 0.6 + i % 7 * 0.01)], bad = [.. good.Select(score => score - 0.1)];
        Assert.Equal(1.0 / 10_001, Test.Paired(good, bad));
        Assert.Equal(1.0 / 10_001, Test.Unpaired(good, bad));
        Assert.Equal(1, Test.Paired(good, good));
        Assert.Equal(1, Test.Unpaired(good, good));
        Assert.Equal(Test.Unpaired(good, bad, 100, seed: 4), Test.Unpaired(good, bad, 100, seed: 4));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Test.Paired([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => RandomizationTest.Paired(LineSums.Mean([1, 2]), LineSums.Ratio([1, 2], [1, 2])));
        Assert.Throws<ArgumentException>(() => Test.Paired([1], [1], trials: 0));
    }
}
