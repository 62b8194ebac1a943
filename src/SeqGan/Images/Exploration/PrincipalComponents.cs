using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>The directions in which rows vary most (Pearson, 1901).</summary>
/// <param name="Mean">The rows' mean: <c>[width]</c>.</param>
/// <param name="Directions">Orthonormal, the first that of most variance: <c>[components, width]</c>.</param>
/// <param name="Shares">Each one's share of the whole variance.</param>
internal sealed record PrincipalComponents(Tensor Mean, Tensor Directions, double[] Shares)
{
    /// <param name="rows"><c>[rows, width]</c></param>
    /// <param name="components">How many; no more than rows or width.</param>
    public static PrincipalComponents Of(Tensor rows, int components)
    {
        var mean = rows.mean([0]);
        var (_, deviations, directions) = linalg.svd(rows - mean, fullMatrices: false);
        var variances = deviations.square();
        var first = directions.narrow(0, 0, components);
        // A direction and its opposite are as good; this one's largest number is positive.
        var signs = first.gather(1, first.abs().argmax(1, keepdim: true)).sign();
        var shares = (variances / variances.sum().clamp_min(1e-30)).narrow(0, 0, components).to(ScalarType.Float64).data<double>().ToArray();
        return new PrincipalComponents(mean, first * signs, shares);
    }

    /// <summary>Where rows lie along the directions: <c>[rows, width]</c> to <c>[rows, components]</c>.</summary>
    public Tensor Project(Tensor rows) => (rows - Mean).matmul(Directions.t());
}
