using MathNet.Numerics;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// A normal distribution cut off on both sides, by the inverse of its cumulative distribution. TorchSharp's own
/// <c>nn.init.trunc_normal_</c>, up to 0.107, multiplies by the mean and adds the deviation: with a mean of 0 it fills with a constant.
/// </summary>
internal static class TruncatedNormal
{
    /// <summary>Fills a tensor with draws of torch's generator.</summary>
    /// <param name="weight">Of any shape.</param>
    /// <param name="deviation">Standard deviation before the cut; the mean is 0.</param>
    /// <param name="cut">How many deviations away the ends are.</param>
    public static void Fill(Tensor weight, double deviation, double cut)
    {
        using var noGrad = no_grad();
        var bound = SpecialFunctions.Erf(cut / Math.Sqrt(2)); // twice the probability between 0 and the cut
        weight.uniform_(-bound, bound).erfinv_().mul_(deviation * Math.Sqrt(2)).clamp_(-cut * deviation, cut * deviation);
    }
}
