using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute.Highway;

/// <summary>
/// A highway layer whose products have factors in bf16, on any device: both matrices stand in one, so that there is one
/// product forward and two backward, and no gradient is transposed. Weights, biases, sums over the batch and all that is
/// not a product stay in fp32. It can be differentiated once.
/// </summary>
internal sealed class Bfloat16Highway : autograd.SingleTensorFunction<Bfloat16Highway>
{
    /// <inheritdoc/>
    public override string Name => nameof(Bfloat16Highway);

    /// <summary><c>carry * relu(transform) + (1 - carry) * input</c>, the carry being the sigmoid of the gate.</summary>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="gate">From features to as many.</param>
    /// <param name="transform">From features to as many.</param>
    /// <returns><c>[batch, features]</c></returns>
    public static Tensor Of(Tensor input, Linear gate, Linear transform) => apply(input, gate.weight!, gate.bias!, transform.weight!, transform.bias!);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var noGrad = no_grad();
        var tensors = Array.ConvertAll(vars, value => (Tensor)value);
        var (input, weights) = (tensors[0], Factors(tensors[1], tensors[3]));
        var factor = input.to(ScalarType.BFloat16); // [batch, features]
        var (features, sums) = (factor.shape[1], Bfloat16Product.Of(factor, weights.t())); // [batch, 2 features]
        var carry = sums.narrow(1, 0, features).add(tensors[2]).sigmoid();
        var lifted = sums.narrow(1, features, features).add(tensors[4]).relu();
        ctx.save_for_backward([input, factor, weights, carry, lifted]);
        return lifted.sub(input).mul_(carry).add_(input);
    }

    // Both matrices in one, in bf16: [2 features, features]
    static Tensor Factors(Tensor gate, Tensor transform)
    {
        var features = gate.shape[0];
        var weights = empty(2 * features, features, ScalarType.BFloat16, gate.device);
        weights.narrow(0, 0, features).copy_(gate);
        weights.narrow(0, features, features).copy_(transform);
        return weights;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var noGrad = no_grad();
        var saved = ctx.get_saved_variables();
        var (input, factor, weights, carry, lifted) = (saved[0], saved[1], saved[2], saved[3], saved[4]);
        var features = input.shape[1];
        var taken = grad_output.mul(carry); // by the transform
        var passed = grad_output.sub(taken); // by the input
        var transformSums = taken.mul_(lifted.gt(0));
        var gateSums = passed.mul(carry).mul_(lifted.sub(input));
        var slopes = empty(input.shape[0], 2 * features, ScalarType.BFloat16, input.device);
        slopes.narrow(1, 0, features).copy_(gateSums);
        slopes.narrow(1, features, features).copy_(transformSums);
        var matrices = Bfloat16Product.Of(slopes.t(), factor); // [2 features, features]
        return
        [
            passed.add_(Bfloat16Product.Of(slopes, weights)),
            matrices.narrow(0, 0, features).to(ScalarType.Float32), gateSums.sum(new long[] { 0 }),
            matrices.narrow(0, features, features).to(ScalarType.Float32), transformSums.sum(new long[] { 0 }),
        ];
    }
}
