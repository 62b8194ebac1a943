using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary><see cref="SoftmaxLikelihood"/> in libtorch's graph. The loss is a scalar, so its gradients are known when it is.</summary>
internal sealed class WeightedLikelihood : autograd.SingleTensorFunction<WeightedLikelihood>
{
    /// <inheritdoc/>
    public override string Name => nameof(WeightedLikelihood);

    /// <param name="ctx">Keeps the gradients.</param>
    /// <param name="vars">Hidden states <c>[rows, hidden]</c>, weight <c>[vocab, hidden]</c>, bias <c>[vocab]</c>, what is added to the bias <c>[vocab]</c>, targets <c>[rows]</c>, weights of the rows <c>[rows]</c>.</param>
    /// <returns>A scalar.</returns>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, weight, bias, penalty, targets, weights) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4], (Tensor)vars[5]);
        var gradients = new SoftmaxLikelihood.Gradients(empty_like(hidden), empty_like(weight), empty_like(bias));
        using var likelihood = new SoftmaxLikelihood(weight, bias + penalty);
        var loss = likelihood.Losses(hidden.contiguous(), targets.contiguous(), weights.contiguous(), gradients).Sum();
        ctx.save_for_backward([gradients.Hidden, gradients.Weight, gradients.Bias]);
        return tensor((float)loss);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [.. ctx.get_saved_variables().Select(gradient => gradient * grad_output), null!, null!, null!];
}
