using SeqGan.Compute.Simd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute.Highway;

/// <summary>A highway layer (Srivastava et al., 2015) on the CPU as one function: the gate carries some of the transform, and lets the rest of the input pass. It can be differentiated once.</summary>
internal sealed unsafe class HighwayLayer : autograd.SingleTensorFunction<HighwayLayer>
{
    /// <summary>Rows of a batch up to which it is faster than libtorch's products.</summary>
    public const int MostRows = 256;

    /// <inheritdoc/>
    public override string Name => nameof(HighwayLayer);

    /// <summary><c>carry * relu(transform) + (1 - carry) * input</c>, the carry being the sigmoid of the gate.</summary>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="gate">From features to as many.</param>
    /// <param name="transform">From features to as many.</param>
    /// <returns><c>[batch, features]</c></returns>
    public static Tensor Of(Tensor input, Linear gate, Linear transform) => apply(input, gate.weight!, gate.bias!, transform.weight!, transform.bias!);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weights) = ((Tensor)vars[0], Array.ConvertAll(vars[1..], value => (Tensor)value));
        var size = new HighwaySize((int)input.shape[0], (int)input.shape[1]);
        Tensor sideways = empty(size.Features, size.Lanes), carry = empty(size.Features, size.Lanes), lifted = empty(size.Features, size.Lanes), output = empty(size.Batch, size.Features);
        HighwayForward.Run(size, Start(input), Weights(weights, 0), Weights(weights, 2), Start(sideways), Start(carry), Start(lifted), Start(output));
        GC.KeepAlive(vars);
        ctx.save_for_backward([input, .. weights, sideways, carry, lifted]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables().ToArray();
        var (input, weights, kept, slope) = (saved[0], saved[1..5], saved[5..], grad_output.contiguous());
        var size = new HighwaySize((int)input.shape[0], (int)input.shape[1]);
        Tensor inputSlope = empty(size.Batch, size.Features), gateBias = empty(size.Features), transformBias = empty(size.Features);
        var factors = GradientFactors.Current;
        var sums = factors is null ? null : empty(2, size.Batch, size.Features); // instead of the weights' gradients
        var (gate, transform) = factors is null ? (empty(size.Features, size.Features), empty(size.Features, size.Features)) : default((Tensor, Tensor));
        HighwayBackward.Run(size, Start(input), Weights(weights, 0), Weights(weights, 2), Start(kept[0]), Start(kept[1]), Start(kept[2]), Start(slope), new(Start(gate), Start(gateBias)), new(Start(transform), Start(transformBias)), Start(sums), Start(inputSlope));
        GC.KeepAlive((saved, slope));
        factors?.Add([(nint)Start(weights[0]), (nint)Start(weights[2])], sums!, input);
        return [inputSlope, gate, gateBias, transform, transformBias];
    }

    static float* Start(Tensor? tensor) => tensor is null ? null : new TensorMemory<float>(tensor, tensor.shape).Start;

    static Affine Weights(Tensor[] tensors, int first) => new(Start(tensors[first]), Start(tensors[first + 1]));
}
