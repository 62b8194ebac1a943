using SeqGan.Eval.Statistics;

namespace SeqGan.Eval;

/// <summary>
/// The squared maximum mean discrepancy of two sets of features under the polynomial kernel k(x, y) = (x·y / d + 1)³ of their d
/// features (Bińkowski et al., "Demystifying MMD GANs", ICLR 2018); with features of the Inception network it is KID.
/// </summary>
/// <remarks>
/// The estimators are unbiased: their mean does not depend on how many samples there are, unlike that of
/// <see cref="FrechetDistance"/>, and sets of one distribution may come out a little below 0.
/// </remarks>
public static class KernelDistance
{
    /// <summary>The usual number of subsets, and of samples of each, as torch-fidelity has them.</summary>
    public const int Subsets = 100, SubsetSize = 1000;

    /// <summary>The unbiased estimate from all samples, in float64: Σ k(x, x') / m(m-1) + Σ k(y, y') / n(n-1) - 2 Σ k(x, y) / mn, over pairs of different samples.</summary>
    /// <param name="first">One set.</param>
    /// <param name="second">The other.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <exception cref="ArgumentException">The features are not of one width.</exception>
    public static double Between(FeatureSet first, FeatureSet second, int threads = 0)
    {
        FeatureSet.RequireAlike(first, second);
        var (xs, ys, width) = (new PackedFeatures(first), new PackedFeatures(second), first.Width);
        var (m, n) = ((double)xs.Count, (double)ys.Count);
        return Within(xs, width, threads) / (m * (m - 1)) + Within(ys, width, threads) / (n * (n - 1)) - 2 * Across(xs, ys, width, threads) / (m * n);
    }

    /// <summary>
    /// The mean and the deviation (over their number) of the estimates from subsets, each of samples drawn from both sets without
    /// putting back: the protocol of the KID's authors, with torch-fidelity's numbers.
    /// </summary>
    /// <param name="first">One set.</param>
    /// <param name="second">The other.</param>
    /// <param name="subsets">How many subsets, 1 or more.</param>
    /// <param name="size">Samples of a subset, 2 to those of the smaller set.</param>
    /// <param name="seed">Another seed draws other subsets.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    /// <exception cref="ArgumentException">The features are not of one width, or a set has fewer samples than a subset.</exception>
    public static (double Mean, double Deviation) OfSubsets(FeatureSet first, FeatureSet second, int subsets = Subsets, int size = SubsetSize, long seed = 0, int threads = 0)
    {
        FeatureSet.RequireAlike(first, second);
        ArgumentOutOfRangeException.ThrowIfLessThan(subsets, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (size < 2 || size > Math.Min(first.Count, second.Count))
            throw new ArgumentException($"kernel distance: subsets of {size} samples cannot be drawn from {first.Count} and {second.Count}; they have 2 or more and no more than either set");
        var estimates = new double[subsets];
        Parallel.For(0, subsets, Parallelism.Of(threads), subset =>
            estimates[subset] = Between(first.Select(Draw(first.Count, size, seed, 2 * subset)), second.Select(Draw(second.Count, size, seed, 2 * subset + 1)), threads: 1));
        return Deviation.Around(estimates);
    }

    /// <summary>
    /// The estimate from all samples under the name, and <c>-subsets</c> and <c>-deviation</c> behind it from
    /// <see cref="Subsets"/> subsets of <see cref="SubsetSize"/> samples, or of all where a set has fewer.
    /// </summary>
    /// <param name="name">The metric, such as <c>kid</c>; what the features are is told by the signature.</param>
    /// <param name="real">The real samples' features.</param>
    /// <param name="fake">The generated ones'.</param>
    /// <param name="extractor">What computed the features, with its version.</param>
    /// <param name="references">Which real samples they are: <c>test</c>; empty: not said.</param>
    /// <param name="seed">Another seed draws other subsets.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes no digit.</param>
    public static Score[] Scores(string name, FeatureSet real, FeatureSet fake, string extractor, string references = "", long seed = 0, int threads = 0)
    {
        Score Named(string suffix, double value, params IReadOnlyList<string> settings) =>
            new(name + suffix, value, fake.Count, ScoreSignature.Features(name + suffix, real.Count, references, fake.Count, extractor, real.Width, ["kernel:(xy/d+1)^3", .. settings]));
        var size = Math.Min(SubsetSize, Math.Min(real.Count, fake.Count));
        var (mean, deviation) = OfSubsets(real, fake, Subsets, size, seed, threads);
        string[] drawn = [$"subsets:{Subsets}x{size}", FormattableString.Invariant($"seed:{seed}")];
        return [Named("", Between(real, fake, threads)), Named("-subsets", mean, drawn), Named("-deviation", deviation, drawn)];
    }

    // The sum over ordered pairs of different rows: each unordered one counts twice.
    static double Within(PackedFeatures set, int width, int threads)
    {
        var rows = new double[set.Count];
        set.ForEachRowAbove(threads, (row, products) => rows[row] = Sum(products[(row + 1)..], width));
        return 2 * rows.Sum();
    }

    static double Across(PackedFeatures first, PackedFeatures second, int width, int threads)
    {
        var rows = new double[first.Count];
        first.ForEachRow(second, threads, (row, products) => rows[row] = Sum(products, width));
        return rows.Sum();
    }

    static double Sum(ReadOnlySpan<double> products, int width)
    {
        var sum = 0.0;
        foreach (var product in products)
        {
            var one = product / width + 1;
            sum += one * one * one;
        }
        return sum;
    }

    static int[] Draw(int count, int size, long seed, int stream)
    {
        var random = new SplitMix64((ulong)seed, (ulong)stream);
        int[] rows = [.. Enumerable.Range(0, count)];
        random.Deal<int>(rows, size);
        return rows[..size];
    }
}
