using MathNet.Numerics.LinearAlgebra;

namespace SeqGan.Eval;

/// <summary>
/// The squared Fréchet (Wasserstein-2) distance of two Gaussians (Dowson and Landau, 1982); with features of an image
/// network it is FID (Heusel et al., 2017, equation 6): |μ1 - μ2|² + Tr(S1 + S2 - 2 (S1^½ S2 S1^½)^½).
/// </summary>
/// <remarks>
/// A number means something only beside one from the same extractor and the same count: fewer samples give a larger distance
/// (Bińkowski et al., 2018). Scores of the name FID in papers are of the Inception network's 2048 features and 50000 samples.
/// </remarks>
public static class FrechetDistance
{
    /// <summary>The squared distance, 0 or above.</summary>
    /// <exception cref="ArgumentException">The features are not of one width, or a covariance has no eigenvalues that can be found.</exception>
    public static double Between(FeatureMoments first, FeatureMoments second)
    {
        if (first.Width != second.Width)
            throw new ArgumentException($"Frechet distance: one set has {first.Width} features and the other {second.Width}");
        // Any root R with R Rᵀ = S1 gives Rᵀ S2 R the eigenvalues of S1 S2, whose roots' sum is the trace that is wanted.
        var (values, vectors) = Eigen(first.Covariance);
        var root = vectors * Matrix<double>.Build.DenseOfDiagonalVector(Roots(values, values.AbsoluteMaximum()));
        var product = root.TransposeThisAndMultiply(second.Covariance) * root;
        var (squares, _) = Eigen((product + product.Transpose()) / 2);
        var roots = Roots(squares, values.AbsoluteMaximum() * second.Covariance.FrobeniusNorm());
        var gap = first.Mean - second.Mean;
        var distance = gap.DotProduct(gap) + first.Covariance.Trace() + second.Covariance.Trace() - 2 * roots.Sum();
        return Math.Max(0, distance); // equal sets may end a rounding below
    }

    /// <summary>The distance of generated samples to real ones as a <see cref="Eval.Score"/>.</summary>
    /// <param name="name">The metric: <c>fid</c> only for Inception features, such as <c>frechet</c> for others.</param>
    /// <param name="real">Moments of the real samples' features.</param>
    /// <param name="fake">Moments of the generated ones'.</param>
    /// <param name="extractor">What computed the features, with its version: <c>inception-v3-2015</c>.</param>
    /// <param name="references">Which real samples they are: <c>test</c>; empty: not said.</param>
    public static Score Score(string name, FeatureMoments real, FeatureMoments fake, string extractor, string references = "") => new(
        name,
        Between(real, fake),
        fake.Count,
        ScoreSignature.Features(name, real.Count, references, fake.Count, extractor, real.Width));

    // What is below the rounding errors of so large a matrix is nothing: the root of one would be far above them, and sets of fewer
    // samples than features have a nothing for each that is missing.
    static Vector<double> Roots(Vector<double> values, double norm)
    {
        const double Epsilon = 1.0 / (1L << 52);
        var least = values.Count * Epsilon * norm;
        return values.Map(value => value > least ? Math.Sqrt(value) : 0);
    }

    static (Vector<double> Values, Matrix<double> Vectors) Eigen(Matrix<double> symmetric)
    {
        try
        {
            var eigen = symmetric.Evd(Symmetricity.Symmetric);
            return (eigen.EigenValues.Real(), eigen.EigenVectors);
        }
        catch (MathNet.Numerics.NonConvergenceException error)
        {
            throw new ArgumentException("Frechet distance: the eigenvalues of a covariance were not found", error);
        }
    }
}
