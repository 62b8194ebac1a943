using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Losses;

/// <summary>Gradients against central differences, in float64.</summary>
internal static class Slope
{
    /// <summary>The gradient of a scalar function is what its values around the point say.</summary>
    public static void IsRight(Func<Tensor, Tensor> function, Tensor point, double tolerance = 1e-6)
    {
        const double Step = 1e-5;
        var at = point.detach().clone().requires_grad_();
        function(at).backward();
        var gradient = at.grad!.flatten().data<double>().ToArray();
        Assert.Contains(gradient, slope => Math.Abs(slope) > 1e-3); // a constant would prove nothing
        for (var i = 0; i < gradient.Length; i++)
        {
            var offset = zeros(gradient.Length, float64);
            offset[i] = tensor(Step);
            var moved = offset.reshape(point.shape);
            var difference = (function(point.detach() + moved).ToDouble() - function(point.detach() - moved).ToDouble()) / (2 * Step);
            Assert.Equal(difference, gradient[i], tolerance);
        }
    }
}
