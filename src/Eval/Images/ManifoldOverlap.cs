namespace SeqGan.Eval;

/// <summary>
/// How far generated samples lie among the real ones, and the real ones among them, where a sample's surroundings are the ball that
/// reaches to its k-th nearest neighbour in its own set.
/// </summary>
/// <param name="Precision">The share of generated samples within the surroundings of some real one (Kynkäänniemi et al., NeurIPS 2019): quality.</param>
/// <param name="Recall">The share of real samples within the surroundings of some generated one: variety.</param>
/// <param name="Density">In how many real samples' surroundings a generated one lies, on average, over k (Naeem et al., ICML 2020): about 1 for equal distributions, and it may be more.</param>
/// <param name="Coverage">The share of real samples with a generated one in their surroundings.</param>
/// <remarks>
/// Distances are Euclidean, in float64; balls are closed, so that a copy of a sample always lies in its surroundings. All four depend on
/// both counts. Every pair of samples is looked at once or twice: memory stays small, time grows with the square.
/// </remarks>
public sealed record ManifoldOverlap(double Precision, double Recall, double Density, double Coverage)
{
    /// <summary>The usual k of precision and recall, and of density and coverage.</summary>
    public const int Neighbours = 3, DensityNeighbours = 5;

    /// <summary>Compares two sets.</summary>
    /// <param name="real">The real samples' features.</param>
    /// <param name="fake">The generated ones'.</param>
    /// <param name="neighbours">k of precision and recall.</param>
    /// <param name="densityNeighbours">k of density and coverage.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes nothing in the result.</param>
    /// <exception cref="ArgumentException">The features are not of one width, or a set has no k-th neighbours.</exception>
    public static ManifoldOverlap Of(FeatureSet real, FeatureSet fake, int neighbours = Neighbours, int densityNeighbours = DensityNeighbours, int threads = 0)
    {
        FeatureSet.RequireAlike(real, fake);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(densityNeighbours, 1);
        var (reals, fakes) = (new SquaredDistances(real), new SquaredDistances(fake));
        var ofReal = reals.Nearest(Math.Max(neighbours, densityNeighbours), threads);
        var (realRadii, realRadiiOfDensity) = (Radii(ofReal, neighbours), Radii(ofReal, densityNeighbours)); // [samples], squared
        var fakeRadii = Radii(fakes.Nearest(neighbours, threads), neighbours);

        var (within, balls) = (new bool[fake.Count], new long[fake.Count]);
        fakes.ForEachRow(reals, threads, (row, distances) =>
        {
            within[row] = Within(distances, realRadii) > 0;
            balls[row] = Within(distances, realRadiiOfDensity);
        });
        var (reached, covered) = (new bool[real.Count], new bool[real.Count]);
        reals.ForEachRow(fakes, threads, (row, distances) =>
        {
            reached[row] = Within(distances, fakeRadii) > 0;
            foreach (var distance in distances) covered[row] |= distance <= realRadiiOfDensity[row];
        });
        return new(Share(within), Share(reached), (double)balls.Sum() / ((double)densityNeighbours * fake.Count), Share(covered));
    }

    /// <summary><c>precision</c>, <c>recall</c>, <c>density</c> and <c>coverage</c> with the usual k.</summary>
    /// <param name="real">The real samples' features.</param>
    /// <param name="fake">The generated ones'.</param>
    /// <param name="extractor">What computed the features, with its version.</param>
    /// <param name="references">Which real samples they are: <c>test</c>; empty: not said.</param>
    /// <param name="threads">How many may work; 0 for one on each processor. It changes nothing in the result.</param>
    public static Score[] Scores(FeatureSet real, FeatureSet fake, string extractor, string references = "", int threads = 0)
    {
        var (precision, recall, density, coverage) = Of(real, fake, threads: threads);
        Score Named(string name, double value, int k) => new(name, value, fake.Count, ScoreSignature.Features(name, real.Count, references, fake.Count, extractor, real.Width, $"k:{k}"));
        return [Named("precision", precision, Neighbours), Named("recall", recall, Neighbours), Named("density", density, DensityNeighbours), Named("coverage", coverage, DensityNeighbours)];
    }

    static double[] Radii(double[][] nearest, int neighbour) => Array.ConvertAll(nearest, distances => distances[neighbour - 1]);

    static int Within(ReadOnlySpan<double> distances, double[] radii)
    {
        var count = 0;
        for (var i = 0; i < distances.Length; i++) count += distances[i] <= radii[i] ? 1 : 0;
        return count;
    }

    static double Share(bool[] flags) => (double)flags.Count(flag => flag) / flags.Length;
}
