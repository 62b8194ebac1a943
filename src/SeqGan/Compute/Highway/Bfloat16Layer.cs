using SeqGan.Compute.Simd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute.Highway;

/// <summary><see cref="Bfloat16Highway"/> on the CPU: libtorch's products, with kernels for what stands between them. It can be differentiated once.</summary>
internal sealed unsafe class Bfloat16Layer : autograd.SingleTensorFunction<Bfloat16Layer>
{
    /// <inheritdoc/>
    public override string Name => nameof(Bfloat16Layer);

    /// <summary><c>carry * relu(transform) + (1 - carry) * input</c>, the carry being the sigmoid of the gate.</summary>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="gate">From features to as many.</param>
    /// <param name="transform">From features to as many.</param>
    /// <returns><c>[batch, features]</c></returns>
    public static Tensor Of(Tensor input, Linear gate, Linear transform) => apply(input, gate.weight!, gate.bias!, transform.weight!, transform.bias!);

    /// <summary>The layer with matrices that are at hand, without a graph.</summary>
    /// <param name="input"><c>[batch, features]</c></param>
    /// <param name="matrices">Of the layers' weights.</param>
    /// <param name="gate">Its bias counts.</param>
    /// <param name="transform">Its bias counts.</param>
    /// <returns><c>[batch, features]</c></returns>
    public static Tensor Of(Tensor input, Tensor matrices, Linear gate, Linear transform)
    {
        using var noGrad = no_grad();
        return Open(input, Rounded(input), matrices, gate.bias!, transform.bias!, null, null);
    }

    /// <summary>Both matrices in one, in bf16: <c>[2 features, features]</c>. It serves as long as the layers' weights stand still.</summary>
    public static Tensor Matrices(Tensor gate, Tensor transform)
    {
        var features = gate.shape[0];
        var matrices = empty(2 * features, features, ScalarType.BFloat16);
        Bfloat16Copy.Round(Start(gate), Halves(matrices), features * features);
        Bfloat16Copy.Round(Start(transform), Halves(matrices) + features * features, features * features);
        GC.KeepAlive((gate, transform));
        return matrices;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var noGrad = no_grad();
        var tensors = Array.ConvertAll(vars, value => (Tensor)value);
        var (input, matrices) = (tensors[0], Matrices(tensors[1], tensors[3]));
        Tensor factor = Rounded(input), carry = empty_like(input), lifted = empty_like(input); // [batch, features]
        var output = Open(input, factor, matrices, tensors[2], tensors[4], carry, lifted);
        ctx.save_for_backward([input, factor, matrices, carry, lifted, tensors[1], tensors[3]]);
        return output;
    }

    // The outputs; the carry and what is lifted only for those who ask.
    static Tensor Open(Tensor input, Tensor factor, Tensor matrices, Tensor gateBias, Tensor transformBias, Tensor? carry, Tensor? lifted)
    {
        var (sums, output) = (Bfloat16Product.Of(factor, matrices.t()), empty_like(input)); // [batch, 2 features], [batch, features]
        Bfloat16Mix.Forward((int)input.shape[0], (int)input.shape[1], Halves(sums), Start(gateBias), Start(transformBias), Start(input), Start(carry), Start(lifted), Start(output));
        GC.KeepAlive((sums, gateBias, transformBias, input));
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var noGrad = no_grad();
        var saved = ctx.get_saved_variables();
        var (input, factor, matrices, slope) = (saved[0], saved[1], saved[2], grad_output.contiguous());
        var (batch, features) = (input.shape[0], input.shape[1]);
        Tensor gateBias = zeros(features), transformBias = zeros(features), passed = empty_like(input);
        var sums = empty(batch, 2 * features, ScalarType.BFloat16);
        var factors = GradientFactors.Current;
        var sumSlopes = factors is null ? null : empty(2, batch, features);
        Bfloat16Mix.Backward((int)batch, (int)features, Start(slope), Start(input), Start(saved[3]), Start(saved[4]), Halves(sums), Start(gateBias), Start(transformBias), Start(sumSlopes), Start(passed));
        GC.KeepAlive((saved, slope));
        factors?.Add([(nint)Start(saved[5]), (nint)Start(saved[6])], sumSlopes!, input);
        var (gate, transform) = factors is null ? WeightSlopes(sums, factor) : default;
        var back = Bfloat16Product.Of(matrices.t(), sums.t()).t(); // the matrices as the left factor, which oneDNN takes as they lie: a fifth off
        return [passed.add_(back), gate, gateBias, transform, transformBias];
    }

    // The gradients of both weights: [features, features]
    static (Tensor Gate, Tensor Transform) WeightSlopes(Tensor sums, Tensor factor)
    {
        var (features, slopes) = (factor.shape[1], Bfloat16Product.Of(sums.t(), factor)); // [2 features, features]
        Tensor gate = empty(features, features), transform = empty(features, features);
        Bfloat16Copy.Widen(Halves(slopes), Start(gate), features * features);
        Bfloat16Copy.Widen(Halves(slopes) + features * features, Start(transform), features * features);
        GC.KeepAlive(slopes);
        return (gate, transform);
    }

    static Tensor Rounded(Tensor input)
    {
        var rounded = empty(input.shape, ScalarType.BFloat16);
        Bfloat16Copy.Round(Start(input), Halves(rounded), input.NumberOfElements);
        return rounded;
    }

    static float* Start(Tensor? tensor) => tensor is null ? null : new TensorMemory<float>(tensor, tensor.shape).Start;

    static ushort* Halves(Tensor tensor) => new TensorMemory<ushort>(tensor, tensor.shape).Start;
}
