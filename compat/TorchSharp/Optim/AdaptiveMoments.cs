using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update that Adam and AdamW share, in PyTorch's order of operations, so that the roundings agree.</summary>
internal static class AdaptiveMoments
{
    public static void Update(Parameter parameter, Tensor grad, Tensor mean, Tensor square, ref Tensor? largest, long step, double lr, double beta1, double beta2, double eps)
    {
        mean.mul_(beta1).add_(grad, alpha: 1 - beta1);
        square.mul_(beta2).addcmul_(grad, grad, value: 1 - beta2);
        if (largest is not null)
        {
            var grown = torch.maximum(largest, square).DetachFromDisposeScope();
            largest.Dispose();
            largest = grown;
        }
        var root = ((largest ?? square).sqrt() / Math.Sqrt(1 - Math.Pow(beta2, step))).add_(eps);
        parameter.addcdiv_(mean, root, value: -lr / (1 - Math.Pow(beta1, step)));
    }
}
